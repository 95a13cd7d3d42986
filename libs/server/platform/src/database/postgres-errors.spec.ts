import { describe, expect, it } from '@jest/globals';
import { isConnectionLost, isDatabaseTrouble, violatedUnique } from './postgres-errors.js';

const withCode = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('an error of the database', () => {
  it.each([
    ['restarted', '57P01'],
    ['crashed', '57P02'],
    ['starting', '57P03'],
    ['out of connections', '53300'],
    ['tired of an idle session', '57P05'],
    ['rejecting the connection', '08004'],
    ['not listening', 'ECONNREFUSED'],
    ['behind a route that is gone', 'EHOSTUNREACH'],
    ['behind a network that is gone', 'ENETUNREACH'],
    ['without a name, as a stopped container is', 'ENOTFOUND'],
    ['behind a name server that is gone', 'EAI_AGAIN'],
  ])('means it was not reachable when it is %s (%s)', (_, code) => {
    expect(isConnectionLost(withCode(code))).toBe(true);
  });

  it.each(['23505', '40001', '42P01', '22P02', '28P01', '57014', '25P03'])('means it was reachable when it says %s', (code) => {
    expect(isConnectionLost(withCode(code))).toBe(false);
  });

  it.each(['53100', '58030', '25006', '57P01', 'ECONNREFUSED'])('says nothing about what was asked when it is %s', (code) => {
    expect(isDatabaseTrouble(withCode(code))).toBe(true);
  });

  it.each(['53200', '23505', '22021', '57014', '25P03'])('may be due to what was asked when it is %s', (code) => {
    expect(isDatabaseTrouble(withCode(code))).toBe(false);
  });

  it('means it was not reachable when node-postgres says so in words', () => {
    expect(isConnectionLost(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isConnectionLost(new Error('timeout exceeded when trying to connect'))).toBe(true);
    expect(isConnectionLost('Connection terminated')).toBe(false);
  });

  it('names the unique constraint that refused a row, and no other', () => {
    expect(violatedUnique({ code: '23505', constraint: 'agent_email_uq' })).toBe('agent_email_uq');
    expect(violatedUnique({ code: '23503', constraint: 'chat_agent_fk' })).toBeNull();
    expect(violatedUnique(null)).toBeNull();
  });
});
