import type { MenuTranslation } from '../translate-menu.js';

export const menu: MenuTranslation = {
  lead: '¿Qué podemos hacer por ti?',
  nodes: {
    'menu:orders': {
      title: 'Seguir un pedido',
      description: 'Dónde está y cuándo llega',
      words: ['pedido', 'pedidos', 'mi pedido', 'estado del pedido', 'seguimiento', 'dónde está mi pedido', 'paquete'],
      text: 'El estado de tu pedido está en el enlace de la confirmación del pedido: no necesitas cuenta.\n\nLos pedidos hechos antes de las 14:00 salen el mismo día laborable. En cuanto el paquete está con el transportista, el mismo enlace muestra el día de llegada.\n\n¿El paquete se retrasa o no encuentras el correo? Nuestro equipo lo busca con tu número de pedido.',
    },
    'menu:hours': {
      title: 'Horario',
      description: 'Cuándo abre la tienda',
      words: ['horario', 'horarios', 'horario de apertura', 'cuándo abren', 'a qué hora abren', 'a qué hora cierran', 'están abiertos'],
      text: 'Nuestra tienda abre\n\nDe lunes a viernes de 9:00 a 18:30\nSábado de 10:00 a 16:00\n\nDomingos y festivos cerramos. En línea puedes comprar a cualquier hora.',
    },
    'menu:faq': {
      title: 'Preguntas comunes',
      description: 'Entrega, devoluciones, pago y más',
      words: ['preguntas', 'pregunta', 'preguntas frecuentes', 'dudas'],
      lead: 'Estas son las preguntas que más nos hacen. ¿Cuál es la tuya?',
      button: 'Preguntas',
      back: 'Más preguntas',
    },
    'menu:delivery': {
      title: 'Entrega y coste',
      description: 'Cuánto tarda y cuánto cuesta',
      words: ['entrega', 'envío', 'envíos', 'coste de envío', 'gastos de envío', 'cuánto tarda el envío'],
      text: 'La entrega estándar tarda de 2 a 3 días laborables y cuesta 3,90; desde 50,00 es gratuita. La exprés llega el siguiente día laborable por 7,90 si pides antes de las 14:00.\n\nLos muebles se entregan con cita: el transportista te llama antes.',
    },
    'menu:returns': {
      title: 'Devoluciones',
      description: 'Devuélvelo en 30 días',
      words: ['devolución', 'devolver', 'reembolso', 'reembolsos', 'cambio', 'cambiar un artículo'],
      text: 'Puedes devolver lo que no hayas usado en un plazo de 30 días, sin coste. Imprime la etiqueta desde el enlace de la confirmación del pedido y entrega el paquete en cualquier punto de recogida.\n\nRecibes el dinero por la misma vía en 5 días laborables desde que nos llega el paquete.',
    },
    'menu:warranty': {
      title: 'Dañado o faltante',
      description: 'Qué hacemos y la garantía',
      words: ['dañado', 'roto', 'rota', 'falta algo', 'defectuoso', 'artículo equivocado', 'garantía'],
      text: 'Lo sentimos. No tienes que devolver nada antes: elige *Informar problema* en el menú principal, o dile a nuestro equipo tu número de pedido y qué ha pasado. Una foto ayuda. Lo cambiamos o devolvemos el dinero, como prefieras, y todo lo que vendemos tiene dos años de garantía.',
    },
    'menu:payment': {
      title: 'Formas de pago',
      description: 'Tarjetas, billeteras, factura',
      words: ['pago', 'pagar', 'cómo puedo pagar', 'formas de pago', 'factura', 'tarjeta de crédito', 'paypal'],
      text: 'En línea: tarjetas de crédito y débito, PayPal, Apple Pay, Google Pay o con factura a 14 días. En la tienda: tarjeta y efectivo.\n\nCobramos tu tarjeta solo cuando sale el paquete. La factura llega por correo, y también está en el enlace de la confirmación del pedido.',
    },
    'menu:change': {
      title: 'Cambiar o cancelar',
      description: 'Cambiar un pedido ya hecho',
      words: [
        'cancelar',
        'cancelar mi pedido',
        'cancelar pedido',
        'cambiar mi pedido',
        'cambiar pedido',
        'cambiar dirección',
        'dirección equivocada',
      ],
      text: 'Hasta que el paquete esté preparado puedes cambiar la dirección o cancelar el pedido en el enlace de la confirmación.\n\n¿Ya está preparado? Nuestro equipo a menudo aún puede pararlo: ten a mano tu número de pedido.',
    },
    'menu:problem': {
      title: 'Informar problema',
      description: 'Tres preguntas y nuestro equipo',
      words: ['informar problema', 'queja', 'reclamación', 'mi pedido llegó roto', 'mi pedido está dañado'],
      intro: 'Sentimos que algo haya salido mal. Tres preguntas cortas y nuestro equipo tendrá todo lo que necesita.',
      fields: {
        order_number: {
          label: 'Número de pedido',
          ask: '¿Cuál es tu número de pedido? Está en la confirmación del pedido, por ejemplo JH-48213.',
        },
        problem: {
          label: 'Qué ha pasado',
          ask: '¿Qué ha pasado?',
          choices: {
            damaged: { title: 'Dañado', words: ['roto', 'defectuoso', 'rayado'] },
            missing: { title: 'Falta algo', words: ['falta', 'incompleto', 'perdido'] },
            wrong: { title: 'Artículo equivocado', words: ['equivocado', 'otro artículo', 'no es lo que pedí'] },
          },
        },
        email: { label: 'Correo electrónico', ask: '¿A qué correo electrónico podemos enviar la etiqueta y la confirmación?' },
      },
    },
    'menu:visit': {
      title: 'Planear una visita',
      description: 'Una hora con nuestros asesores',
      words: ['visita', 'cita', 'planear una visita', 'reservar cita', 'asesoría de cocinas'],
      intro: 'Una hora con alguien de nuestro equipo de cocinas, en la tienda y sin coste. ¿Qué día te va bien?',
      fields: {
        name: { label: 'Nombre', ask: '¿Cómo te llamas?' },
        visit_date: { label: 'Día', ask: '¿Qué día te gustaría venir?' },
        visitors: { label: 'Personas', ask: '¿Cuántas personas venís?' },
        contact_phone: { label: 'Teléfono', ask: '¿A qué número podemos llamarte si surge algo?' },
      },
      then: 'Gracias. Te reservamos un lugar y lo confirmamos aquí antes del día. ¡Hasta entonces!',
    },
    'menu:shop': {
      title: 'Tienda en línea',
      description: 'Todo lo que tenemos y lo nuevo',
      words: ['tienda', 'página web', 'tienda en línea', 'catálogo', 'productos'],
      text: 'Todo lo que tenemos, con lo que hay hoy en existencia. Envía *menú* para volver aquí.',
      button: 'Abrir la tienda',
    },
    support: {
      title: 'Chat de soporte',
      description: 'Habla con una persona del equipo',
      words: ['quiero hablar con ustedes'],
    },
  },
};
