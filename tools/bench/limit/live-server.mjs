// Bare push: every stream at /events gets every event; GET /go?rate=&seconds= makes them, /stat says how many streams are open. Events of 50 ms go out in one write a stream, straight to its socket.
import http from 'node:http';

const streams = new Set();
let gathered = [];
setInterval(() => {
  if (gathered.length === 0) return;
  const chunk = Buffer.from(gathered.join(''));
  gathered = [];
  for (const socket of streams) socket.write(chunk);
}, 50).unref();

const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'transfer-encoding': 'identity' });
    response.write(': open\n\n');
    const { socket } = request;
    streams.add(socket);
    socket.on('close', () => streams.delete(socket));
    return;
  }
  if (url.pathname === '/go') {
    const rate = Number(url.searchParams.get('rate'));
    const total = rate * Number(url.searchParams.get('seconds'));
    const startedAt = performance.now();
    const made = [];
    const tick = () => {
      while (made.length < total && startedAt + (made.length * 1000) / rate <= performance.now()) {
        made.push(Date.now());
        const data = '{"conversationId":"0199d7a4-0000-7000-8000-000000000000","messageId":"0199d7a4-0000-7000-8000-000000000001"}';
        gathered.push(`id: ${made.length}\nevent: message.created\ndata: ${data}\n\n`);
      }
      if (made.length < total) setTimeout(tick, 1);
      else response.end(JSON.stringify({ made }));
    };
    tick();
    return;
  }
  response.end(JSON.stringify({ streams: streams.size }));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
