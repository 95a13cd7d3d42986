import type { ArticleWords } from '../translate-articles.js';

export const articles: ArticleWords = {
  'article:abroad': {
    title: 'Entrega al extranjero',
    question: '¿Entregan en el extranjero?',
    words: ['extranjero', 'otro país', 'internacional'],
    answer: 'Entregamos en todos los países vecinos en 4 a 6 días laborables por 14,90. Los muebles solo los entregamos dentro del país.',
  },
  'article:assembly': {
    title: 'Montaje de muebles',
    question: '¿Montan los muebles en casa?',
    words: ['montaje', 'montar', 'armar'],
    answer:
      'Sí. Al pedir un mueble puedes añadir el montaje por 49,00. Quien lo entrega lo monta en el mismo momento y se lleva el embalaje.',
  },
  'article:gift': {
    title: 'Regalos y vales',
    question: '¿Envuelven para regalo? ¿Tienen vales?',
    words: ['regalo', 'envolver', 'vale regalo', 'tarjeta regalo'],
    answer:
      'Envolvemos para regalo por 3,50: márcalo en la cesta. Los vales de 25,00 a 250,00 llegan por correo electrónico en minutos y valen tres años.',
  },
  'article:collect': {
    title: 'Recoger en la tienda',
    question: '¿Puedo recoger mi compra en la tienda?',
    words: ['recoger', 'recogida', 'reservar en tienda'],
    answer:
      'Sí, sin coste. Elige *Recogida* al pedir; te escribimos en cuanto esté lista, casi siempre en dos horas, y la guardamos siete días.',
  },
};
