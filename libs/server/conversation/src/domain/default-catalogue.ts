import { BUTTON } from '@parley/vocabulary';
import type { Catalogue, Menu } from './catalogue.js';
import { words } from './languages/en/words.js';
import { ENGLISH_TEXTS } from './texts.js';

const CHAT_SUPPORT = 'Chat Support';
const MAIN_MENU = 'Main menu';

/** The shipped wording: a small shop for things of the home, in English. Every line of it is data and may be replaced. */
export function defaultCatalogue(businessName: string): Catalogue {
  return {
    language: 'en',
    business: businessName,
    words,
    menus: { main: mainMenu, faq: faqMenu },
    texts: ENGLISH_TEXTS,
    titles: { endChat: 'End Chat', support: CHAT_SUPPORT, mainMenu: MAIN_MENU, stay: 'Stay in chat' },
  };
}

const mainMenu: Menu = {
  lead: 'What can we do for you?',
  button: 'Choose',
  entries: [
    {
      id: 'menu:orders',
      title: 'Track an order',
      description: 'Where it is and when it arrives',
      words: ['order', 'orders', 'my order', 'order status', 'tracking', 'track my order', 'where is my order', 'parcel'],
      does: {
        kind: 'answer',
        text:
          'You find the state of your order behind the link in your order confirmation: no account needed.\n\n' +
          'Orders placed before 14:00 leave us the same working day. Once the parcel is with the carrier, the same link shows the day it arrives.\n\n' +
          'Is your parcel late, or has the mail gone missing? Our team looks it up with your order number.',
      },
    },
    {
      id: 'menu:hours',
      title: 'Opening hours',
      description: 'When the shop is open',
      words: ['hours', 'opening times', 'are you open', 'when are you open', 'closing time'],
      does: {
        kind: 'answer',
        text:
          'Our shop is open\n\nMonday to Friday 9:00 to 18:30\nSaturday 10:00 to 16:00\n\nOn Sundays and public holidays we are closed. ' +
          'Orders online are taken at any hour.',
      },
    },
    {
      id: 'menu:faq',
      title: 'Common questions',
      description: 'Delivery, returns, payment and more',
      words: ['faq', 'questions', 'common question', 'question', 'frequently asked questions'],
      does: { kind: 'open-menu', menu: 'faq' },
    },
    {
      id: BUTTON.support,
      title: CHAT_SUPPORT,
      description: 'Talk to a person from our team',
      words: ['talk to a person', 'talk to us'],
      does: { kind: 'start-chat' },
    },
  ],
};

const faqMenu: Menu = {
  lead: 'These are the questions we are asked most. Which one is yours?',
  button: 'Questions',
  back: { id: 'menu:faq', title: 'More questions' },
  entries: [
    {
      id: 'faq:delivery',
      title: 'Delivery and cost',
      description: 'How long it takes, what it costs',
      words: ['delivery', 'delivery time', 'delivery cost', 'shipping', 'shipping cost', 'how long does delivery take'],
      does: {
        kind: 'answer',
        text:
          'Standard delivery takes 2 to 3 working days and costs 3.90; from 50.00 on it is free. Express arrives the next working day for 7.90 ' +
          'if you order before 14:00.\n\nFurniture comes by appointment: the carrier calls you first.',
      },
    },
    {
      id: 'faq:returns',
      title: 'Returns and refunds',
      description: 'Send it back within 30 days',
      words: ['return', 'returns', 'refund', 'refunds', 'money back', 'send it back', 'exchange'],
      does: {
        kind: 'answer',
        text:
          'You may return anything unused within 30 days, free of charge. Print the label from the link in your order confirmation and hand the ' +
          'parcel in at any parcel shop.\n\nThe money is back on the way you paid within 5 working days after the parcel has reached us.',
      },
    },
    {
      id: 'faq:damaged',
      title: 'Damaged or missing',
      description: 'Something broke or is not there',
      words: ['damaged', 'broken', 'missing', 'defective', 'wrong item', 'warranty'],
      does: {
        kind: 'answer',
        text:
          'We are sorry. You need not send anything back first: tell our team your order number and what happened, a photo helps. ' +
          'We replace it or pay it back, as you like, and everything we sell has a warranty of two years.',
      },
    },
    {
      id: 'faq:payment',
      title: 'Ways to pay',
      description: 'Cards, wallets, invoice',
      words: ['payment', 'pay', 'how can i pay', 'payment methods', 'invoice', 'credit card', 'paypal'],
      does: {
        kind: 'answer',
        text:
          'Online: credit and debit cards, PayPal, Apple Pay, Google Pay, or by invoice within 14 days. In the shop: cards and cash.\n\n' +
          'Your card is charged only when the parcel leaves us. The invoice comes by mail, and again behind the link in your order confirmation.',
      },
    },
    {
      id: 'faq:change',
      title: 'Change or cancel',
      description: 'Change an order you placed',
      words: ['cancel', 'cancel my order', 'cancel order', 'change my order', 'change order', 'change address', 'wrong address'],
      does: {
        kind: 'answer',
        text:
          'Until the parcel is packed you can change the address or cancel the order behind the link in your order confirmation.\n\n' +
          'Already packed? Then our team can often still stop it: have your order number ready.',
      },
    },
    {
      id: BUTTON.support,
      title: CHAT_SUPPORT,
      description: 'Talk to a person from our team',
      words: [],
      does: { kind: 'start-chat' },
    },
    {
      id: BUTTON.mainMenu,
      title: MAIN_MENU,
      description: 'Back to the first choices',
      words: [],
      does: { kind: 'open-menu', menu: 'main' },
    },
  ],
};
