import { type Block, parseMarkdown } from '@echochat/activity-protocol/markdown/blocks.ts';
import { type Inline, parseInline } from '@echochat/activity-protocol/markdown/inline.ts';
import { createElement, Fragment, type ReactNode } from 'react';
import styles from './markdown.module.css';

function inlineNode(node: Inline): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return <code>{node.text}</code>;
    case 'break':
      return <br />;
    case 'moment':
      return <time dateTime={new Date(node.at * 1_000).toISOString()}>{node.text}</time>;
    case 'person':
      return node.text;
    case 'strong':
      return <strong>{inlineNodes(node.children)}</strong>;
    case 'emphasis':
      return <em>{inlineNodes(node.children)}</em>;
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
          {inlineNodes(node.children)}
          {node.host === null ? null : <span className={styles.host}> ({node.host})</span>}
        </a>
      );
  }
}

// As children of their own place rather than as a list: they are parsed anew with every text and never change places.
function inlineNodes(nodes: readonly Inline[]): ReactNode {
  return createElement(Fragment, null, ...nodes.map(inlineNode));
}

function blockNode(block: Block): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <p>{inlineNodes(block.children)}</p>;
    case 'quote':
      return <blockquote>{inlineNodes(block.children)}</blockquote>;
    case 'list':
      return createElement('ul', null, ...block.items.map((item) => createElement('li', null, inlineNodes(item))));
  }
}

/** A card's Markdown as React elements. */
export function Markdown({ text, className = '' }: { text: string; className?: string | undefined }) {
  const blocks = parseMarkdown(text).map(blockNode);
  return createElement('div', { className: `${styles.markdown} ${className}` }, ...blocks);
}

/** The same within a line of text: no paragraphs, lists or quotes. */
export function InlineMarkdown({ text }: { text: string }) {
  return inlineNodes(parseInline(text));
}
