/** The icons the apps themselves need; features that draw many have lucide as their own dependency. Strokes: theme.css. */
export {
  CircleAlert as ProblemIcon,
  CircleUserRound as AccountIcon,
  Keyboard as KeyboardIcon,
  LogOut as SignOutIcon,
  MessagesSquare as InboxIcon,
  Monitor as SystemThemeIcon,
  Moon as DarkThemeIcon,
  Sun as LightThemeIcon,
} from 'lucide-react';
