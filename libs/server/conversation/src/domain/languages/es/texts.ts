import type { LanguagePack } from '../../playbook/language-pack.js';

/** Español: tú, como en toda la conversación; la empresa es «nosotros», el bot «yo». */
export const texts: LanguagePack['texts'] = {
  'menu.welcome': 'Hola{ name}, somos {business}. ¿En qué podemos ayudarte?',
  'menu.hint': 'Toca una opción o envía su número.',
  'menu.unknown.1': 'Perdona, no te he entendido. En esto puedo ayudarte:',
  'menu.unknown.2': 'Quizá no pueda resolver esto yo. Una persona de nuestro equipo puede ayudarte: toca Chat de soporte.',
  'menu.stale': 'Esa opción es de un mensaje anterior y ya no está disponible. Esto es lo que puedo hacer ahora:',
  'menu.courtesy': 'De nada{, name}. Envía *menú* cuando necesites algo.',
  'menu.no-chat': 'No hay ningún chat abierto. ¿Qué podemos hacer por ti?',
  'media.bot': 'Gracias. Yo no puedo ver este tipo de mensaje, pero una persona de nuestro equipo sí.',
  'voice.bot': 'Yo no puedo escuchar mensajes de voz. ¿Quieres que lo escuche una persona de nuestro equipo?',
  'media.unsupported': 'No puedo abrir este tipo de mensaje. ¿Puedes escribirlo o prefieres hablar con una persona de nuestro equipo?',
  'media.off': 'Gracias. Yo no puedo ver este tipo de mensaje. Esto es lo que puedo hacer por ti:',
  'support.off': 'Lo sentimos, nuestro equipo no atiende chats en este momento. Esto es lo que puedo hacer por ti:',
  'handover.start':
    'Te damos la bienvenida al chat de soporte{, name}. Estoy avisando a nuestro equipo. Escribe ya tu pregunta para que puedan empezar enseguida.',
  'queue.ack': 'Recibido, queda guardado para nuestro equipo. No hace falta que esperes aquí: te respondemos en este chat.',
  'agent.joined': '{agent} de {business} está aquí y lee tus mensajes.',
  'agent.greeting': 'Hola{ name}, soy {agent} de {business} y me gustaría hablar contigo. Escribe tu respuesta aquí abajo.',
  'chat.menu-asks': 'Estás en un chat con nuestro equipo. ¿Terminamos el chat y abrimos el menú?',
  'chat.stale': 'Ese botón es de un chat anterior y ya no cambia nada. Este chat continúa.',
  'ended.contact':
    'Has terminado el chat. Gracias por escribirnos{, name}. Todos los mensajes se quedan aquí y puedes volver a escribir cuando quieras.',
  'ended.agent':
    'Nuestro equipo ha terminado este chat. Gracias por escribirnos{, name}. Si queda algo pendiente, elige otra vez Chat de soporte.',
  'ended.system': 'Nuestro equipo tiene que terminar este chat ahora, lo sentimos{, name}. Tus mensajes quedan guardados.',
  'language.ask': '¿En qué idioma te escribo?',
  'language.set': 'A partir de ahora te escribo en {language}. ¿Qué podemos hacer por ti?',
  'answers.found': 'Quizá una de estas responda a tu pregunta:',
  'answers.ask': '¿Te ha ayudado?',
  'answers.helped': 'Me alegro. ¿Qué más podemos hacer por ti?',
};

export const titles: LanguagePack['titles'] = {
  endChat: 'Terminar chat',
  support: 'Chat de soporte',
  mainMenu: 'Menú principal',
  stay: 'Seguir en el chat',
  choose: 'Elegir',
  helped: 'Sí, gracias',
};
