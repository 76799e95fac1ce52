import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manifestFor } from './manifest.ts';

const publicUrl = 'https://echochat.example';

describe('the manifest', () => {
  test.each([
    ['slack-manifest.json', false],
    ['slack-manifest.socket-mode.json', true],
  ])('%s is what the commands make of it (npm run slack-manifest)', (file, socketMode) => {
    const written: unknown = JSON.parse(readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8'));
    expect(written).toEqual(manifestFor({ publicUrl, socketMode }));
  });

  test('keeps what Slack allows', () => {
    const { display_information: about, features, settings } = manifestFor({ publicUrl, socketMode: false });
    expect(about.name.length).toBeLessThanOrEqual(35);
    expect(about.description.length).toBeLessThanOrEqual(140);
    expect(about.long_description.length).toBeGreaterThanOrEqual(174);
    expect(about.long_description.length).toBeLessThanOrEqual(4_000);
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    for (const { command, description, usage_hint: hint } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z]{1,31}$/);
      expect(description.length).toBeLessThanOrEqual(140);
      expect(hint.length).toBeLessThanOrEqual(1_000);
    }
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
    expect(settings.token_rotation_enabled).toBe(true);
  });

  test('by Socket Mode names no address', () => {
    expect(JSON.stringify(manifestFor({ publicUrl, socketMode: true }))).not.toContain(publicUrl);
  });
});
