/** Button ids fixed by the contract; every other id (menu rows, FAQ entries, …) carries a prefix of its own and never reuses these. */
export const BUTTON = { support: 'support', endChat: 'end_chat', mainMenu: 'main_menu', stay: 'stay' } as const;
