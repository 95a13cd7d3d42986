import type { PackWords } from '../pack-words.js';

/** No «agente» among the start words: it is how many people spell «a gente» ("we"). «Pronto» and «sair» end nothing: see `optOut`. */
export const words: PackWords = {
  start: [
    'suporte',
    'chat de suporte',
    'atendente',
    'atendimento',
    'humano',
    'me ajude',
    'me ajuda',
    'me ajudem',
    'preciso de ajuda',
    'falar com alguém',
    'falar com uma pessoa',
    'falar com um atendente',
    'falar com um agente',
  ],
  end: [
    'encerrar',
    'encerrar chat',
    'encerrar o chat',
    'encerrar conversa',
    'encerrar a conversa',
    'encerrar atendimento',
    'terminar',
    'finalizar',
    'fim',
  ],
  menu: ['menu', 'menu principal', 'ver menu', 'ver o menu', 'início'],
  greeting: [
    'oi',
    'oie',
    'olá',
    'opa',
    'e aí',
    'bom dia',
    'boa tarde',
    'boa noite',
    'oi bom dia',
    'oi boa tarde',
    'oi boa noite',
    'olá bom dia',
    'oi tudo bem',
    'olá tudo bem',
    'tudo bem',
    'começar',
    'ajuda',
  ],
  courtesy: [
    'obrigado',
    'obrigada',
    'muito obrigado',
    'muito obrigada',
    'valeu',
    'ok',
    'ok obrigado',
    'ok obrigada',
    'tá bom',
    'está bem',
    'beleza',
    'blz',
    'certo',
    'perfeito',
    'pronto',
    'tchau',
    'até logo',
  ],
  optOut: ['parar', 'sair', 'cancelar mensagens', 'descadastrar', 'não quero mais mensagens'],
  optIn: ['voltar a receber', 'reativar mensagens', 'quero receber mensagens'],
  excellent: ['excelente', 'ótimo', 'ótima', 'perfeito', 'perfeita', 'muito bom', 'muito boa', 'maravilhoso', 'cinco', '5 estrelas'],
  good: ['bom', 'boa', 'bem', 'quatro', '4 estrelas'],
  fair: ['regular', 'normal', 'mais ou menos', 'razoável', 'três', '3 estrelas'],
  poor: ['ruim', 'mau', 'má', 'mal', 'dois', '2 estrelas'],
  veryPoor: ['muito ruim', 'péssimo', 'péssima', 'terrível', 'horrível', 'um', '1 estrela'],
  language: ['idioma', 'idiomas', 'língua', 'trocar idioma', 'mudar idioma', 'mudar de idioma'],
  skip: ['pular', 'pule', 'passar'],
  yes: ['sim', 'sim obrigado', 'sim obrigada', 'claro', 'isso', 'ajudou', 'sim ajudou'],
  no: ['não', 'n', 'não ajudou', 'ainda não', 'não muito'],
};

export const common: readonly string[] =
  `o os as um uma do da no na nos e é está estão meu minha meus minhas seu que onde quando como quanto por para pra com
    sem mas quero queria gostaria preciso tenho posso favor obrigado obrigada vocês você não ainda fazer tem muito em eu
    ao
    qual quais já isso isto esse essa este esta mais à às há até ou`.split(/\s+/);

export const typical: readonly string[] = ['pedido', 'entrega', 'chegou', 'oi', 'olá', 'bom', 'boa', 'dia', 'tarde'];
