import type { PackWords } from '../pack-words.js';

/** «Listo», «cerrar» and «ok» are answers to an agent too: they end nothing. */
export const words: PackWords = {
  start: [
    'soporte',
    'chat de soporte',
    'agente',
    'asesor',
    'asesora',
    'humano',
    'ayúdame',
    'ayúdenme',
    'necesito ayuda',
    'hablar con alguien',
    'hablar con una persona',
    'hablar con un agente',
    'atención al cliente',
  ],
  end: ['terminar chat', 'terminar el chat', 'terminar', 'cerrar chat', 'cerrar el chat', 'finalizar chat', 'finalizar', 'salir', 'fin'],
  menu: ['menú', 'menú principal', 'ver menú', 'el menú', 'inicio'],
  greeting: [
    'hola',
    'buenas',
    'hola buenas',
    'buenos días',
    'buen día',
    'buenas tardes',
    'buenas noches',
    'hola buenos días',
    'hola buenas tardes',
    'hola qué tal',
    'qué tal',
    'saludos',
    'empezar',
    'ayuda',
  ],
  courtesy: [
    'gracias',
    'muchas gracias',
    'mil gracias',
    'ok',
    'ok gracias',
    'vale',
    'vale gracias',
    'de acuerdo',
    'perfecto',
    'perfecto gracias',
    'genial',
    'listo',
    'listo gracias',
    'adiós',
    'hasta luego',
    'chao',
  ],
  optOut: ['baja', 'darme de baja', 'cancelar suscripción', 'no más mensajes', 'cancelar mensajes'],
  optIn: ['alta', 'darme de alta', 'reactivar mensajes'],
  excellent: ['excelente', 'perfecto', 'genial', 'estupendo', 'muy buena', 'muy bien', 'cinco', '5 estrellas'],
  good: ['bueno', 'buena', 'bien', 'cuatro', '4 estrellas'],
  fair: ['regular', 'normal', 'más o menos', 'tres', '3 estrellas'],
  poor: ['malo', 'mala', 'mal', 'dos', '2 estrellas'],
  veryPoor: ['muy malo', 'muy mala', 'muy mal', 'pésimo', 'pésima', 'terrible', 'fatal', 'uno', '1 estrella'],
  language: ['idioma', 'idiomas', 'cambiar idioma', 'cambiar de idioma'],
  skip: ['saltar', 'omitir', 'pasar'],
  yes: ['sí', 'si gracias', 'claro', 'claro que sí', 'así es', 'me ayudó', 'sí me ayudó'],
  no: ['no', 'no mucho', 'todavía no', 'aún no', 'no me ayudó', 'para nada'],
};

export const common: readonly string[] =
  `el los las una unos del y es está están mi mis su qué dónde cuándo cómo cuánto por para con sin pero quiero quisiera
    necesito tengo puedo puede favor gracias hay ustedes usted tienen hacer cuál muy le la en
    más ya cuáles eso esto este esta hasta desde`.split(/\s+/);

export const typical: readonly string[] = ['pedido', 'envío', 'llegado', 'llegó', 'hola', 'buenas', 'buenos', 'días'];
