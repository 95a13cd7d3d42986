import type { Template } from './template.js';

type Shipped = Omit<Template, 'id' | 'quality_score' | 'pacing' | 'status'> & Partial<Template>;

/** `hello_world` is what every new account has; the others are what a small shop would have had approved. */
export const SHIPPED: readonly Shipped[] = [
  {
    name: 'hello_world',
    language: 'en_US',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
      {
        type: 'BODY',
        text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API.',
      },
      { type: 'FOOTER', text: 'WhatsApp Business Platform sample message' },
    ],
  },
  {
    name: 'order_update',
    language: 'en_US',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    quality_score: { score: 'GREEN' },
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['1042'] } },
      {
        type: 'BODY',
        text: 'Hi {{1}}, there is news about your order: {{2}}. Reply here if you have a question.',
        example: { body_text: [['Maya', 'it has left our warehouse']] },
      },
      { type: 'FOOTER', text: 'Customer service' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track order', url: 'https://example.com/orders/{{1}}', example: ['1042'] }] },
    ],
  },
  {
    name: 'order_update',
    language: 'pt_BR',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      {
        type: 'BODY',
        text: 'Olá {{1}}, há novidades sobre o seu pedido {{2}}. Responda aqui se tiver alguma dúvida.',
        example: { body_text: [['Maya', '1042']] },
      },
    ],
  },
  {
    name: 'answer_ready',
    language: 'en_US',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    quality_score: { score: 'GREEN' },
    components: [
      {
        type: 'BODY',
        text: 'Hi {{customer_name}}, we have an answer to your question about {{subject}}. Shall we continue here?',
        example: {
          body_text_named_params: [
            { param_name: 'customer_name', example: 'Maya' },
            { param_name: 'subject', example: 'your invoice' },
          ],
        },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Yes, please' },
          { type: 'QUICK_REPLY', text: 'No longer needed' },
        ],
      },
    ],
  },
  {
    name: 'autumn_offer',
    language: 'en_US',
    category: 'MARKETING',
    parameter_format: 'POSITIONAL',
    quality_score: { score: 'YELLOW' },
    components: [
      {
        type: 'BODY',
        text: 'Hi {{1}}, until Sunday everything in the shop is a tenth cheaper with your code.',
        example: { body_text: [['Maya']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'COPY_CODE', text: 'Copy code', example: ['AUTUMN10'] },
          { type: 'QUICK_REPLY', text: 'Stop promotions' },
        ],
      },
    ],
  },
  {
    name: 'winter_offer',
    language: 'en_US',
    category: 'MARKETING',
    status: 'PAUSED',
    parameter_format: 'POSITIONAL',
    quality_score: { score: 'RED' },
    components: [{ type: 'BODY', text: 'Winter is coming, and so are our prices: down.' }],
  },
  {
    name: 'delivery_photo',
    language: 'en_US',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      {
        type: 'BODY',
        text: 'Hi {{1}}, your parcel stands where the picture shows it. Reply here if it is not yours.',
        example: { body_text: [['Maya']] },
      },
    ],
  },
  {
    name: 'sign_in_code',
    language: 'en_US',
    category: 'AUTHENTICATION',
    parameter_format: 'POSITIONAL',
    components: [
      {
        type: 'BODY',
        text: '*{{1}}* is your verification code. For your security, do not share this code.',
        example: { body_text: [['123456']] },
      },
      { type: 'FOOTER', text: 'This code expires in 10 minutes.' },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Copy code',
            url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code_expiration_minutes=10&code=otp{{1}}',
            example: ['https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code_expiration_minutes=10&code=otp123456'],
          },
        ],
      },
    ],
  },
];
