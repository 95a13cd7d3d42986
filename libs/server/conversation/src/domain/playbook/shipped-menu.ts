import { BUTTON } from '@parley/vocabulary';
import type { FormNode, MenuBranch, SubmenuNode } from './document.js';

const commonQuestions: SubmenuNode = {
  kind: 'submenu',
  id: 'menu:faq',
  title: { en: 'Common questions' },
  description: { en: 'Delivery, returns, payment and more' },
  words: { en: ['faq', 'questions', 'common question', 'question', 'frequently asked questions'] },
  lead: { en: 'These are the questions we are asked most. Which one is yours?' },
  button: { en: 'Questions' },
  back: { en: 'More questions' },
  entries: [
    {
      kind: 'answer',
      id: 'menu:delivery',
      title: { en: 'Delivery and cost' },
      description: { en: 'How long it takes, what it costs' },
      words: { en: ['delivery', 'delivery time', 'delivery cost', 'shipping', 'shipping cost', 'how long does delivery take'] },
      text: {
        en:
          'Standard delivery takes 2 to 3 working days and costs 3.90; from 50.00 on it is free. Express arrives the next working day for 7.90 ' +
          'if you order before 14:00.\n\nFurniture comes by appointment: the carrier calls you first.',
      },
    },
    {
      kind: 'answer',
      id: 'menu:returns',
      title: { en: 'Returns and refunds' },
      description: { en: 'Send it back within 30 days' },
      words: { en: ['return', 'returns', 'refund', 'refunds', 'money back', 'send it back', 'exchange'] },
      text: {
        en:
          'You may return anything unused within 30 days, free of charge. Print the label from the link in your order confirmation and hand the ' +
          'parcel in at any parcel shop.\n\nThe money is back on the way you paid within 5 working days after the parcel has reached us.',
      },
    },
    {
      kind: 'answer',
      id: 'menu:warranty',
      title: { en: 'Damaged or missing' },
      description: { en: 'What we do, and our warranty' },
      words: { en: ['damaged', 'broken', 'missing', 'defective', 'wrong item', 'warranty'] },
      text: {
        en:
          'We are sorry. You need not send anything back first: choose *Report a problem* in the main menu, or tell our team your order number ' +
          'and what happened. A photo helps. We replace it or pay it back, as you like, and everything we sell has a warranty of two years.',
      },
    },
    {
      kind: 'answer',
      id: 'menu:payment',
      title: { en: 'Ways to pay' },
      description: { en: 'Cards, wallets, invoice' },
      words: { en: ['payment', 'pay', 'how can i pay', 'payment methods', 'invoice', 'credit card', 'paypal'] },
      text: {
        en:
          'Online: credit and debit cards, PayPal, Apple Pay, Google Pay, or by invoice within 14 days. In the shop: cards and cash.\n\n' +
          'Your card is charged only when the parcel leaves us. The invoice comes by mail, and again behind the link in your order confirmation.',
      },
    },
    {
      kind: 'answer',
      id: 'menu:change',
      title: { en: 'Change or cancel' },
      description: { en: 'Change an order you placed' },
      words: { en: ['cancel', 'cancel my order', 'cancel order', 'change my order', 'change order', 'change address', 'wrong address'] },
      text: {
        en:
          'Until the parcel is packed you can change the address or cancel the order behind the link in your order confirmation.\n\n' +
          'Already packed? Then our team can often still stop it: have your order number ready.',
      },
    },
  ],
};

const reportProblem: FormNode = {
  kind: 'form',
  id: 'menu:problem',
  title: { en: 'Report a problem' },
  description: { en: 'Three questions, then our team' },
  words: { en: ['report a problem', 'complaint', 'my order is damaged', 'my order arrived broken'] },
  intro: { en: 'We are sorry that something went wrong. Three short questions, and our team has all it needs.' },
  fields: [
    {
      key: 'order_number',
      label: { en: 'Order number' },
      ask: { en: 'What is your order number? It stands in your order confirmation, for example JH-48213.' },
      type: 'text',
      maxLength: 40,
    },
    {
      key: 'problem',
      label: { en: 'What happened' },
      ask: { en: 'What happened?' },
      type: 'choice',
      choices: [
        { value: 'damaged', title: { en: 'Damaged' }, words: { en: ['broken', 'defective', 'scratched'] } },
        { value: 'missing', title: { en: 'Something is missing' }, words: { en: ['missing', 'incomplete', 'lost'] } },
        { value: 'wrong', title: { en: 'Wrong item' }, words: { en: ['wrong', 'other item', 'not what i ordered'] } },
      ],
    },
    {
      key: 'email',
      label: { en: 'E-mail' },
      ask: { en: 'To which e-mail address may we send the label and the confirmation?' },
      type: 'email',
      optional: true,
    },
  ],
  then: { kind: 'support' },
};

const planVisit: FormNode = {
  kind: 'form',
  id: 'menu:visit',
  title: { en: 'Plan a visit' },
  description: { en: 'An hour with our kitchen advisers' },
  words: { en: ['visit', 'appointment', 'plan a visit', 'book an appointment', 'kitchen advice'] },
  intro: { en: 'An hour with one of our advisers, in the shop and free of charge. Which day suits you?' },
  fields: [
    { key: 'name', label: { en: 'Name' }, ask: { en: 'What is your name?' }, type: 'name' },
    { key: 'visit_date', label: { en: 'Day' }, ask: { en: 'On which day would you like to come?' }, type: 'date', from: 'today' },
    {
      key: 'visitors',
      label: { en: 'People' },
      ask: { en: 'How many of you are coming?' },
      type: 'number',
      min: 1,
      max: 8,
      whole: true,
    },
    {
      key: 'contact_phone',
      label: { en: 'Phone' },
      ask: { en: 'Under which number may we call you if something comes up?' },
      type: 'phone',
      optional: true,
    },
  ],
  then: {
    kind: 'answer',
    text: { en: 'Thank you. We look after a place for you and confirm it here before the day. Until then!' },
  },
};

/** The menu of the shipped playbook: a shop for things of the home. Every line of it is data and may be replaced. */
export const SHIPPED_MENU: MenuBranch = {
  lead: { en: 'What can we do for you?' },
  entries: [
    {
      kind: 'answer',
      id: 'menu:orders',
      title: { en: 'Track an order' },
      description: { en: 'Where it is and when it arrives' },
      words: { en: ['order', 'orders', 'my order', 'order status', 'tracking', 'track my order', 'where is my order', 'parcel'] },
      text: {
        en:
          'You find the state of your order behind the link in your order confirmation: no account needed.\n\n' +
          'Orders placed before 14:00 leave us the same working day. Once the parcel is with the carrier, the same link shows the day it arrives.\n\n' +
          'Is your parcel late, or has the mail gone missing? Our team looks it up with your order number.',
      },
    },
    {
      kind: 'answer',
      id: 'menu:hours',
      title: { en: 'Opening hours' },
      description: { en: 'When the shop is open' },
      words: { en: ['hours', 'opening times', 'are you open', 'when are you open', 'closing time'] },
      text: {
        en:
          'Our shop is open\n\nMonday to Friday 9:00 to 18:30\nSaturday 10:00 to 16:00\n\nOn Sundays and public holidays we are closed. ' +
          'Orders online are taken at any hour.',
      },
    },
    commonQuestions,
    reportProblem,
    planVisit,
    {
      kind: 'link',
      id: 'menu:shop',
      title: { en: 'Our shop online' },
      description: { en: 'All we have, and what is new' },
      words: { en: ['shop', 'website', 'online shop', 'catalogue', 'products'] },
      text: { en: 'Everything we have, with what is in stock today. Send *menu* to come back here.' },
      button: { en: 'Open the shop' },
      url: { en: 'https://juniper-home.example' },
    },
    {
      kind: 'support',
      id: BUTTON.support,
      title: { en: 'Chat Support' },
      description: { en: 'Talk to a person from our team' },
      words: { en: ['talk to a person', 'talk to us'] },
    },
  ],
};
