/**
 * Who is there when the demo opens, oldest first; the last are the newest in every list. Numbers are from the range that the
 * British regulator keeps free for films. Each story waits for the answers it expects before it goes on.
 * @type {readonly { name: string, phone: string, tell: (actors: { customer: import('./clients.mjs').CustomerPhone, agent: import('./clients.mjs').AgentClient, phone: string }) => Promise<void> }[]}
 */
export const STORIES = [
  {
    name: 'Grace Obi',
    phone: '+447700900117',
    async tell({ customer }) {
      await customer.say('Hello!');
      await customer.tap('menu:faq');
      await customer.tap('menu:delivery');
    },
  },
  {
    name: 'Jonas Weber',
    phone: '+447700900142',
    async tell({ customer, agent, phone }) {
      await customer.say('Hi');
      await customer.tap('support');
      await customer.say('Do you ship to Norway? The checkout does not offer it.');
      await agent.accept(phone);
      await agent.send(phone, 'We do, twice a week. Norway was missing in the list; I have just added it, please try again.');
      await customer.sees('twice a week');
      await customer.say('Works now, thank you for the quick help', 0);
      await agent.sees(phone, 'Works now');
      await agent.read(phone);
      await agent.end(phone);
    },
  },
  {
    name: 'Leo Martins',
    phone: '+447700900128',
    async tell({ customer, agent, phone }) {
      await customer.say('Hello');
      await customer.tap('support');
      await customer.say('The kettle I bought in May has stopped heating. Is that still under warranty?');
      await agent.accept(phone);
      await agent.send(phone, 'It is: two years on everything electric. Could you send me the order number?');
      await customer.sees('two years');
      await customer.say('48213, it was a present from my sister', 0);
      await agent.sees(phone, '48213');
      await agent.send(phone, 'Found it. I am sending a new one today; please keep the old one until the courier comes.');
      await customer.sees('Found it');
      await agent.read(phone);
    },
  },
  {
    name: 'Sofia Lindqvist',
    phone: '+447700900155',
    async tell({ customer, agent, phone }) {
      await customer.say('Good morning');
      await customer.tap('support');
      await customer.say('I ordered the blue lamp and a green one came');
      await agent.accept(phone);
      await agent.send(phone, 'That should not happen, I am sorry. Would you like to swap it, or keep the green one for half the price?');
      await customer.sees('swap it');
      await agent.read(phone);
      await customer.say('Oh, half the price sounds good!', 0);
      await customer.say('How do I get the money back?', 0);
      await agent.sees(phone, 'money back');
    },
  },
  {
    name: 'Priya Raman',
    phone: '+447700900163',
    async tell({ customer }) {
      await customer.say('Hi there');
      await customer.tap('menu:orders');
      await customer.say('talk to someone');
      await customer.say('My parcel says delivered, but nothing is here. Order 48190.');
    },
  },
  {
    name: 'Tom Becker',
    phone: '+447700900171',
    async tell({ customer, agent, phone }) {
      await customer.say('Hello');
      await customer.tap('support');
      await customer.say('Can I change the delivery address of an order I placed ten minutes ago?');
      await customer.say('It is going to my old flat otherwise', 0);
      await agent.sees(phone, 'old flat');
    },
  },
];
