import type { LanguagePack } from '../../playbook/language-pack.js';

/** Français : vous ; l’entreprise est « nous », le bot « je ». */
export const texts: LanguagePack['texts'] = {
  'menu.welcome': 'Bonjour{ name}, ici {business}. Comment pouvons-nous vous aider ?',
  'menu.hint': 'Touchez un choix ou envoyez son numéro.',
  'menu.unknown.1': "Désolé, je n'ai pas compris. Voici ce que je peux faire :",
  'menu.unknown.2':
    "Je ne suis peut-être pas le bon interlocuteur. Une personne de notre équipe peut prendre le relais : touchez Chat d'assistance.",
  'menu.stale': "Ce choix vient d'un message précédent et n'est plus disponible. Voici ce que je peux faire maintenant :",
  'menu.courtesy': 'Avec plaisir{, name}. Envoyez *menu* dès que vous avez besoin de quelque chose.',
  'menu.no-chat': "Aucun chat n'est ouvert. Que pouvons-nous faire pour vous ?",
  'media.bot': 'Merci. Je ne peux pas regarder ce type de message, mais une personne de notre équipe le peut.',
  'voice.bot': "Je ne peux pas écouter les messages vocaux. Souhaitez-vous qu'une personne de notre équipe l'écoute ?",
  'media.unsupported': "Je ne peux pas ouvrir ce type de message. Pouvez-vous l'écrire, ou parler à une personne de notre équipe ?",
  'media.off': 'Merci. Je ne peux pas regarder ce type de message. Voici ce que je peux faire pour vous :',
  'support.off': "Désolé, notre équipe n'est pas disponible pour un chat en ce moment. Voici ce que je peux faire pour vous :",
  'handover.start':
    "Bienvenue dans le chat d'assistance{, name}. Je préviens notre équipe. Écrivez dès maintenant votre question, pour qu'elle puisse commencer tout de suite.",
  'queue.ack': "C'est noté et gardé pour notre équipe. Inutile d'attendre ici : nous répondons dans ce chat.",
  'agent.joined': '{agent} de {business} est là et lit vos messages.',
  'agent.greeting': 'Bonjour{ name}, ici {agent} de {business}, qui aimerait vous parler. Écrivez simplement votre réponse ci-dessous.',
  'chat.menu-asks': 'Vous êtes dans un chat avec notre équipe. Terminer le chat et ouvrir le menu ?',
  'chat.stale': "Ce bouton vient d'un chat précédent et ne change plus rien. Ce chat continue.",
  'ended.contact':
    'Vous avez terminé le chat. Merci de nous avoir écrit{, name}. Tous les messages restent ici, et vous pouvez nous réécrire à tout moment.',
  'ended.agent':
    "Notre équipe a terminé ce chat. Merci de nous avoir écrit{, name}. S'il reste quelque chose, choisissez de nouveau Chat d'assistance.",
  'ended.system': 'Notre équipe doit terminer ce chat maintenant, désolés{, name}. Vos messages sont conservés.',
  'language.ask': 'Dans quelle langue dois-je vous écrire ?',
  'language.set': 'Je vous écris désormais en {language}. Que pouvons-nous faire pour vous ?',
  'answers.found': "L'une de ces réponses peut convenir :",
  'answers.ask': 'Cela vous a-t-il aidé ?',
  'answers.helped': "Très bien. Que pouvons-nous faire d'autre pour vous ?",
};

export const titles: LanguagePack['titles'] = {
  endChat: 'Terminer le chat',
  support: "Chat d'assistance",
  mainMenu: 'Menu principal',
  stay: 'Rester dans le chat',
  choose: 'Choisir',
  helped: 'Oui, merci',
};
