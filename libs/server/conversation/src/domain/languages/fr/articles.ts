import type { ArticleWords } from '../translate-articles.js';

export const articles: ArticleWords = {
  'article:abroad': {
    title: "Livraison à l'étranger",
    question: "Livrez-vous à l'étranger ?",
    words: ['étranger', 'autre pays', 'international'],
    answer: 'Nous livrons dans tous les pays voisins en 4 à 6 jours ouvrés pour 14,90. Les meubles ne sont livrés que dans le pays.',
  },
  'article:assembly': {
    title: 'Montage des meubles',
    question: 'Montez-vous les meubles à domicile ?',
    words: ['montage', 'monter', 'assemblage'],
    answer:
      "Oui. À la commande d'un meuble, vous pouvez ajouter le montage pour 49,00. La personne qui livre le monte aussitôt et reprend l'emballage.",
  },
  'article:gift': {
    title: 'Cadeaux et bons',
    question: 'Faites-vous des paquets cadeaux ? Avez-vous des bons ?',
    words: ['cadeau', 'paquet cadeau', 'emballage cadeau', 'bon cadeau'],
    answer:
      'Le paquet cadeau coûte 3,50 : cochez-le dans le panier. Les bons de 25,00 à 250,00 arrivent par e-mail en quelques minutes et sont valables trois ans.',
  },
  'article:collect': {
    title: 'Retrait en magasin',
    question: 'Puis-je retirer mon achat en magasin ?',
    words: ['retrait', 'retirer', 'venir chercher'],
    answer:
      "Oui, sans frais. Choisissez *Retrait* à la commande ; nous vous écrivons dès que c'est prêt, presque toujours en deux heures, et gardons l'article sept jours.",
  },
};
