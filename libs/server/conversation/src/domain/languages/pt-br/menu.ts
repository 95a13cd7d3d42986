import type { MenuTranslation } from '../translate-menu.js';

export const menu: MenuTranslation = {
  lead: 'O que podemos fazer por você?',
  nodes: {
    'menu:orders': {
      title: 'Rastrear pedido',
      description: 'Onde está e quando chega',
      words: [
        'pedido',
        'pedidos',
        'meu pedido',
        'status do pedido',
        'rastreio',
        'rastrear',
        'cadê meu pedido',
        'onde está meu pedido',
        'pacote',
      ],
      text: 'Você vê o andamento do pedido no link da confirmação: não precisa de conta.\n\nPedidos feitos antes das 14:00 saem no mesmo dia útil. Assim que o pacote está com a transportadora, o mesmo link mostra o dia da entrega.\n\nO pacote atrasou ou você não acha o e-mail? Nossa equipe procura com o número do pedido.',
    },
    'menu:hours': {
      title: 'Horário',
      description: 'Quando a loja abre',
      words: ['horário', 'horários', 'horário de funcionamento', 'que horas abre', 'que horas fecha', 'está aberto', 'vocês estão abertos'],
      text: 'Nossa loja abre\n\nSegunda a sexta, das 9:00 às 18:30\nSábado, das 10:00 às 16:00\n\nAos domingos e feriados fechamos. Pela internet você compra a qualquer hora.',
    },
    'menu:faq': {
      title: 'Dúvidas comuns',
      description: 'Entrega, devolução, pagamento e mais',
      words: ['dúvidas', 'dúvida', 'perguntas', 'perguntas frequentes', 'pergunta'],
      lead: 'Estas são as perguntas que mais recebemos. Qual é a sua?',
      button: 'Perguntas',
      back: 'Mais dúvidas',
    },
    'menu:delivery': {
      title: 'Entrega e frete',
      description: 'Quanto demora e quanto custa',
      words: ['entrega', 'frete', 'envio', 'valor do frete', 'prazo de entrega', 'quanto custa o frete'],
      text: 'A entrega padrão leva de 2 a 3 dias úteis e custa 3,90; a partir de 50,00 é grátis. A expressa chega no próximo dia útil por 7,90 se você pedir antes das 14:00.\n\nMóveis são entregues com hora marcada: a transportadora liga antes.',
    },
    'menu:returns': {
      title: 'Trocas e devoluções',
      description: 'Devolva em até 30 dias',
      words: ['devolução', 'devolver', 'troca', 'trocar', 'reembolso', 'dinheiro de volta'],
      text: 'Você pode devolver o que não foi usado em até 30 dias, sem custo. Imprima a etiqueta pelo link da confirmação do pedido e entregue o pacote em qualquer ponto de coleta.\n\nO dinheiro volta pela mesma forma de pagamento em até 5 dias úteis depois que o pacote chega a nós.',
    },
    'menu:warranty': {
      title: 'Com defeito ou falta',
      description: 'O que fazemos e a garantia',
      words: ['danificado', 'quebrado', 'quebrada', 'faltando', 'defeito', 'com defeito', 'produto errado', 'garantia'],
      text: 'Sentimos muito. Você não precisa devolver nada antes: escolha *Relatar problema* no menu principal, ou conte à nossa equipe o número do pedido e o que houve. Uma foto ajuda. Trocamos ou devolvemos o dinheiro, como preferir, e tudo o que vendemos tem dois anos de garantia.',
    },
    'menu:payment': {
      title: 'Formas de pagamento',
      description: 'Cartões, carteiras, fatura',
      words: ['pagamento', 'pagar', 'como posso pagar', 'formas de pagamento', 'fatura', 'nota fiscal', 'cartão de crédito', 'paypal'],
      text: 'Pela internet: cartões de crédito e débito, PayPal, Apple Pay, Google Pay ou fatura para 14 dias. Na loja: cartões e dinheiro.\n\nO cartão só é cobrado quando o pacote sai. A fatura chega por e-mail e também fica no link da confirmação do pedido.',
    },
    'menu:change': {
      title: 'Alterar ou cancelar',
      description: 'Mudar um pedido já feito',
      words: [
        'cancelar',
        'cancelar meu pedido',
        'cancelar pedido',
        'alterar meu pedido',
        'alterar pedido',
        'mudar endereço',
        'endereço errado',
      ],
      text: 'Até o pacote ser embalado você pode mudar o endereço ou cancelar o pedido no link da confirmação.\n\nJá foi embalado? Muitas vezes a nossa equipe ainda consegue parar: tenha em mãos o número do pedido.',
    },
    'menu:problem': {
      title: 'Relatar problema',
      description: 'Três perguntas e nossa equipe',
      words: ['relatar problema', 'reclamação', 'meu pedido chegou quebrado', 'meu pedido veio errado'],
      intro: 'Sentimos muito que algo tenha dado errado. Três perguntas curtas e a nossa equipe tem tudo de que precisa.',
      fields: {
        order_number: { label: 'Número do pedido', ask: 'Qual é o número do pedido? Está na confirmação do pedido, por exemplo JH-48213.' },
        problem: {
          label: 'O que houve',
          ask: 'O que aconteceu?',
          choices: {
            damaged: { title: 'Danificado', words: ['quebrado', 'defeito', 'riscado'] },
            missing: { title: 'Falta algo', words: ['faltando', 'incompleto', 'perdido'] },
            wrong: { title: 'Produto errado', words: ['errado', 'outro produto', 'não é o que pedi'] },
          },
        },
        email: { label: 'E-mail', ask: 'Para qual e-mail podemos enviar a etiqueta e a confirmação?' },
      },
    },
    'menu:visit': {
      title: 'Agendar visita',
      description: 'Uma hora com nossos consultores',
      words: ['visita', 'agendar', 'agendar visita', 'marcar horário', 'consultoria de cozinhas'],
      intro: 'Uma hora com alguém da nossa equipe de cozinhas, na loja e sem custo. Qual dia é bom para você?',
      fields: {
        name: { label: 'Nome', ask: 'Qual é o seu nome?' },
        visit_date: { label: 'Dia', ask: 'Em que dia você gostaria de vir?' },
        visitors: { label: 'Pessoas', ask: 'Quantas pessoas vêm?' },
        contact_phone: { label: 'Telefone', ask: 'Para qual número podemos ligar se surgir algo?' },
      },
      then: 'Obrigado. Guardamos um lugar para você e confirmamos aqui antes do dia. Até lá!',
    },
    'menu:shop': {
      title: 'Loja on-line',
      description: 'Tudo o que temos e as novidades',
      words: ['loja', 'site', 'loja online', 'catálogo', 'produtos'],
      text: 'Tudo o que temos, com o que há hoje em estoque. Envie *menu* para voltar aqui.',
      button: 'Abrir a loja',
    },
    support: {
      title: 'Chat de suporte',
      description: 'Fale com uma pessoa da equipe',
      words: ['quero falar com vocês'],
    },
  },
};
