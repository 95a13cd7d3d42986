/** What the shipped menu does not say: found by free text only. */
export const articles = {
  'article:abroad': {
    title: 'Delivery abroad',
    question: 'Do you deliver abroad?',
    words: ['abroad', 'other country', 'international', 'ship to another country'],
    answer: 'We deliver to all neighbouring countries within 4 to 6 working days for 14.90. Furniture we deliver within the country only.',
  },
  'article:assembly': {
    title: 'Furniture assembly',
    question: 'Do you assemble furniture at home?',
    words: ['assembly', 'assemble', 'put together', 'set up'],
    answer:
      'Yes. When you order furniture you can add assembly for 49.00. Whoever delivers it puts it together on the spot and takes the packaging away.',
  },
  'article:gift': {
    title: 'Gifts and vouchers',
    question: 'Do you wrap gifts, and are there vouchers?',
    words: ['gift', 'present', 'gift wrap', 'voucher', 'gift card'],
    answer:
      'We wrap gifts for 3.50: tick it in the basket. Vouchers from 25.00 to 250.00 arrive by e-mail within minutes and are good for three years.',
  },
  'article:collect': {
    title: 'Collect in the shop',
    question: 'Can I collect my purchase in the shop?',
    words: ['collect', 'pick up', 'click and collect', 'reserve in the shop'],
    answer:
      'Yes, free of charge. Choose *Collect* when you order; we write to you once it is ready, nearly always within two hours, and keep it for seven days.',
  },
} as const;
