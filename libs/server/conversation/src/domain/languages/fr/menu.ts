import type { MenuTranslation } from '../translate-menu.js';

export const menu: MenuTranslation = {
  lead: 'Que pouvons-nous faire pour vous ?',
  nodes: {
    'menu:orders': {
      title: 'Suivre ma commande',
      description: 'Où elle est et quand elle arrive',
      words: ['commande', 'commandes', 'ma commande', 'suivi', 'suivre ma commande', 'état de ma commande', 'où est ma commande', 'colis'],
      text: "L'état de votre commande se trouve derrière le lien de la confirmation : aucun compte n'est nécessaire.\n\nLes commandes passées avant 14 h partent le jour ouvré même. Dès que le colis est chez le transporteur, le même lien indique le jour d'arrivée.\n\nVotre colis a du retard, ou l'e-mail est introuvable ? Notre équipe cherche avec votre numéro de commande.",
    },
    'menu:hours': {
      title: 'Horaires',
      description: 'Quand le magasin est ouvert',
      words: ['horaire', 'horaires', "horaires d'ouverture", 'êtes-vous ouverts', 'quand ouvrez-vous', 'quand fermez-vous'],
      text: 'Notre magasin est ouvert\n\ndu lundi au vendredi de 9 h à 18 h 30\nle samedi de 10 h à 16 h\n\nLe dimanche et les jours fériés, nous sommes fermés. En ligne, vous commandez à toute heure.',
    },
    'menu:faq': {
      title: 'Questions courantes',
      description: 'Livraison, retours, paiement…',
      words: ['questions', 'question', 'questions fréquentes', 'foire aux questions'],
      lead: "Voici les questions qu'on nous pose le plus. Laquelle est la vôtre ?",
      button: 'Questions',
      back: 'Autres questions',
    },
    'menu:delivery': {
      title: 'Livraison et prix',
      description: 'Durée et coût',
      words: ['livraison', 'délai de livraison', 'frais de livraison', 'expédition', 'frais de port', 'combien coûte la livraison'],
      text: "La livraison standard prend 2 à 3 jours ouvrés et coûte 3,90 ; elle est offerte à partir de 50,00. L'express arrive le jour ouvré suivant pour 7,90 si vous commandez avant 14 h.\n\nLes meubles sont livrés sur rendez-vous : le transporteur vous appelle avant.",
    },
    'menu:returns': {
      title: 'Retours',
      description: 'À renvoyer sous 30 jours',
      words: ['retour', 'retours', 'retourner', 'renvoyer', 'remboursement', 'échange', 'échanger'],
      text: "Vous pouvez retourner tout article non utilisé sous 30 jours, sans frais. Imprimez l'étiquette depuis le lien de la confirmation et déposez le colis dans n'importe quel point relais.\n\nVous êtes remboursé par le même moyen de paiement dans les 5 jours ouvrés suivant la réception du colis.",
    },
    'menu:warranty': {
      title: 'Abîmé ou manquant',
      description: 'Ce que nous faisons, la garantie',
      words: ['abîmé', 'cassé', 'cassée', 'manquant', 'défectueux', 'mauvais article', 'garantie'],
      text: "Nous en sommes désolés. Inutile de renvoyer quoi que ce soit d'abord : choisissez *Signaler un souci* dans le menu principal, ou donnez à notre équipe votre numéro de commande et ce qui s'est passé. Une photo aide. Nous remplaçons ou remboursons, comme vous préférez, et tout ce que nous vendons est garanti deux ans.",
    },
    'menu:payment': {
      title: 'Moyens de paiement',
      description: 'Cartes, portefeuilles, facture',
      words: ['paiement', 'payer', 'comment payer', 'moyens de paiement', 'facture', 'carte bancaire', 'carte de crédit', 'paypal'],
      text: "En ligne : cartes de crédit et de débit, PayPal, Apple Pay, Google Pay, ou sur facture à 14 jours. En magasin : cartes et espèces.\n\nVotre carte n'est débitée qu'au départ du colis. La facture arrive par e-mail, et se trouve aussi derrière le lien de la confirmation.",
    },
    'menu:change': {
      title: 'Modifier ou annuler',
      description: 'Changer une commande passée',
      words: ['annuler', 'annuler ma commande', 'annulation', 'modifier ma commande', 'modifier', "changer d'adresse", 'mauvaise adresse'],
      text: "Tant que le colis n'est pas préparé, vous pouvez changer l'adresse ou annuler la commande derrière le lien de la confirmation.\n\nDéjà préparé ? Notre équipe peut souvent encore l'arrêter : gardez votre numéro de commande sous la main.",
    },
    'menu:problem': {
      title: 'Signaler un souci',
      description: 'Trois questions, puis notre équipe',
      words: ['signaler un souci', 'signaler un problème', 'réclamation', 'ma commande est arrivée cassée', 'ma commande est abîmée'],
      intro: "Nous sommes désolés qu'il y ait eu un souci. Trois questions courtes, et notre équipe a tout ce qu'il lui faut.",
      fields: {
        order_number: {
          label: 'Numéro de commande',
          ask: 'Quel est votre numéro de commande ? Il figure dans la confirmation, par exemple JH-48213.',
        },
        problem: {
          label: 'Le souci',
          ask: "Que s'est-il passé ?",
          choices: {
            damaged: { title: 'Abîmé', words: ['cassé', 'défectueux', 'rayé'] },
            missing: { title: 'Il manque un article', words: ['manquant', 'incomplet', 'perdu'] },
            wrong: { title: 'Mauvais article', words: ['mauvais', 'autre article', "pas ce que j'ai commandé"] },
          },
        },
        email: { label: 'E-mail', ask: "À quelle adresse e-mail pouvons-nous envoyer l'étiquette et la confirmation ?" },
      },
    },
    'menu:visit': {
      title: 'Prévoir une visite',
      description: 'Une heure avec nos conseillers',
      words: ['visite', 'rendez-vous', 'prévoir une visite', 'prendre rendez-vous', 'projet de cuisine'],
      intro: 'Une heure avec une personne de notre équipe cuisine, en magasin et sans frais. Quel jour vous convient ?',
      fields: {
        name: { label: 'Nom', ask: 'Quel est votre nom ?' },
        visit_date: { label: 'Jour', ask: 'Quel jour souhaitez-vous venir ?' },
        visitors: { label: 'Personnes', ask: 'Combien serez-vous ?' },
        contact_phone: { label: 'Téléphone', ask: "À quel numéro pouvons-nous vous appeler en cas d'imprévu ?" },
      },
      then: 'Merci. Nous vous réservons une place et la confirmons ici avant le jour dit. À bientôt !',
    },
    'menu:shop': {
      title: 'Boutique en ligne',
      description: 'Tout le choix et les nouveautés',
      words: ['boutique', 'site', 'site web', 'boutique en ligne', 'catalogue', 'produits'],
      text: "Tout notre choix, avec ce qui est en stock aujourd'hui. Envoyez *menu* pour revenir ici.",
      button: 'Ouvrir la boutique',
    },
    support: {
      title: "Chat d'assistance",
      description: 'Parler à une personne de notre équipe',
      words: ['je veux vous parler'],
    },
  },
};
