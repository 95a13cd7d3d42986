import type { LanguagePack } from '../../playbook/language-pack.js';

/** Português do Brasil: você; a empresa é «nós», o bot «eu». */
export const texts: LanguagePack['texts'] = {
  'menu.welcome': 'Oi{ name}, aqui é {business}. Como podemos ajudar?',
  'menu.hint': 'Toque em uma opção ou envie o número dela.',
  'menu.unknown.1': 'Desculpe, não entendi. Posso ajudar com isto:',
  'menu.unknown.2': 'Talvez eu não consiga resolver isso. Uma pessoa da nossa equipe pode ajudar: toque em Chat de suporte.',
  'menu.stale': 'Essa opção é de uma mensagem anterior e não está mais disponível. Isto é o que posso fazer agora:',
  'menu.courtesy': 'Por nada{, name}. Envie *menu* sempre que precisar de algo.',
  'menu.no-chat': 'Não há nenhum chat aberto. O que podemos fazer por você?',
  'media.bot': 'Obrigado. Eu não consigo ver esse tipo de mensagem, mas uma pessoa da nossa equipe consegue.',
  'voice.bot': 'Eu não consigo ouvir mensagens de voz. Quer que uma pessoa da nossa equipe ouça?',
  'media.unsupported': 'Não consigo abrir esse tipo de mensagem. Você pode escrever ou prefere falar com uma pessoa da nossa equipe?',
  'media.off': 'Obrigado. Eu não consigo ver esse tipo de mensagem. Isto é o que posso fazer por você:',
  'support.off': 'Desculpe, nossa equipe não está atendendo por chat no momento. Isto é o que posso fazer por você:',
  'handover.start':
    'Boas-vindas ao chat de suporte{, name}. Estou chamando alguém da nossa equipe. Escreva já a sua pergunta, para que possam começar logo.',
  'queue.ack': 'Recebido, está guardado para a nossa equipe. Você não precisa esperar aqui: respondemos neste chat.',
  'agent.joined': '{agent}, de {business}, está aqui e lê as suas mensagens.',
  'agent.greeting': 'Olá{ name}, aqui é {agent}, de {business}, e gostaria de falar com você. É só escrever a sua resposta abaixo.',
  'chat.menu-asks': 'Você está em um chat com a nossa equipe. Encerrar o chat e abrir o menu?',
  'chat.stale': 'Esse botão é de um chat anterior e não muda mais nada. Este chat continua.',
  'ended.contact':
    'Você encerrou o chat. Agradecemos o contato{, name}. Todas as mensagens ficam aqui e você pode escrever de novo quando quiser.',
  'ended.agent':
    'Nossa equipe encerrou este chat. Agradecemos o contato{, name}. Se algo ficou em aberto, é só escolher Chat de suporte de novo.',
  'ended.system': 'Nossa equipe precisa encerrar este chat agora, desculpe{, name}. As suas mensagens ficam guardadas.',
  'language.ask': 'Em que idioma posso escrever para você?',
  'language.set': 'A partir de agora escrevo em {language}. O que podemos fazer por você?',
  'answers.found': 'Talvez uma destas responda à sua pergunta:',
  'answers.ask': 'Isso ajudou?',
  'answers.helped': 'Que bom. O que mais podemos fazer por você?',
};

export const titles: LanguagePack['titles'] = {
  endChat: 'Encerrar chat',
  support: 'Chat de suporte',
  mainMenu: 'Menu principal',
  stay: 'Ficar no chat',
  choose: 'Escolher',
  helped: 'Sim, obrigado',
};
