import type { PackWords } from '../pack-words.js';

/** «C'est bon» and «fermer» are answers to an agent too: they end nothing. */
export const words: PackWords = {
  start: [
    'assistance',
    "chat d'assistance",
    'conseiller',
    'conseillère',
    'humain',
    'aidez-moi',
    'aide-moi',
    "besoin d'aide",
    "parler à quelqu'un",
    'parler à une personne',
    'parler à un agent',
    'service client',
  ],
  end: [
    'terminer',
    'terminer le chat',
    'terminer la conversation',
    'fermer le chat',
    'fermer la conversation',
    'quitter',
    'quitter le chat',
    'fin',
  ],
  menu: ['menu', 'menu principal', 'voir le menu', 'le menu', 'accueil'],
  greeting: [
    'bonjour',
    'bonsoir',
    'salut',
    'coucou',
    'bonjour madame',
    'bonjour monsieur',
    'bonjour à vous',
    'rebonjour',
    'commencer',
    'aide',
  ],
  courtesy: [
    'merci',
    'merci beaucoup',
    'merci bien',
    'un grand merci',
    'ok',
    'ok merci',
    "d'accord",
    "d'accord merci",
    'parfait',
    'parfait merci',
    'super',
    'très bien',
    "c'est bon",
    'au revoir',
    'à bientôt',
    'bonne journée',
    'bonne soirée',
  ],
  optOut: ['arrêt', 'arrêter', 'désabonnement', 'me désabonner', 'désinscription', 'plus de messages'],
  optIn: ['reprendre', 'reprendre les messages', 'réabonnement', 'me réabonner'],
  excellent: ['excellent', 'excellente', 'parfait', 'parfaite', 'super', 'très bien', 'très bon', 'cinq', '5 étoiles'],
  good: ['bon', 'bonne', 'bien', 'quatre', '4 étoiles'],
  fair: ['correct', 'moyen', 'moyenne', 'passable', 'pas mal', 'trois', '3 étoiles'],
  poor: ['mauvais', 'mauvaise', 'pas bien', 'mal', 'deux', '2 étoiles'],
  veryPoor: ['très mauvais', 'très mauvaise', 'nul', 'nulle', 'horrible', 'très mal', 'un', '1 étoile'],
  language: ['langue', 'langues', 'changer de langue', 'changer la langue'],
  skip: ['passer', 'ignorer', 'sauter'],
  yes: ['oui', 'oui merci', 'ouais', 'tout à fait', "ça m'a aidé", 'oui ça aide'],
  no: ['non', 'pas vraiment', 'pas du tout', 'pas encore', "ça n'aide pas", 'non pas vraiment'],
};

export const common: readonly string[] =
  `le les un une des du et est sont mon ma mes votre vos où quand comment combien pourquoi pour avec sans mais je j nous
    vous voudrais veux besoin ai avez peut puis merci pas ne ce c qu que au aux être plaît quel quelle l d
    ou cette ces on il elle ils sur dans quels quelles très aussi`.split(/\s+/);

export const typical: readonly string[] = ['commande', 'livraison', 'bonjour', 'bonsoir', 'reçu'];
