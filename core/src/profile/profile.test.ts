import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';

let core: TestCore;
let ana: Person;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.newcomer('Ana');
});
afterAll(() => core.close());

const profile = async () => (await ana.api()).profile;
const saved = async () => (await profile()).getMyProfile();

describe('what somebody says of themselves', () => {
  test('is kept as it was meant, and an empty text takes it away', async () => {
    const p = await profile();
    await p.updateMyProfile({
      bio: 'Hello\u202e \r\nthere',
      headline: ' Teaches  guitar ',
      github: 'ana',
      languages: ['en'],
    });
    expect(await saved()).toMatchObject({
      bio: 'Hello \nthere',
      headline: 'Teaches guitar',
      github: 'ana',
      languages: ['en'],
    });
    await p.updateMyProfile({ headline: '', github: ' \u200b ' });
    expect(await saved()).toMatchObject({ bio: 'Hello \nthere', headline: null, github: null });
  });

  test.each([
    ['example.org/me', 'https://example.org/me'],
    ['https://example.org/', 'https://example.org/'],
    ['', null],
  ])('the web address "%s" is kept as %s', async (website, kept) => {
    await (await profile()).updateMyProfile({ website });
    expect((await saved()).website).toBe(kept);
  });

  test.each([
    'javascript:alert(1)',
    'no address',
    'localhost',
    'http://example.org',
    'https://u:p@bank.example@evil.example/',
    'https://',
    `example.org/${'a'.repeat(200)}`,
  ])('the web address "%s" is refused', async (website) => {
    const call = (await profile()).updateMyProfile({ website });
    expect(await refusal(call)).toMatchObject({ code: 'invalid_input', params: { field: 'website' } });
  });

  test('interests are skills that there are', async () => {
    const p = await profile();
    const guitar = await core.skillId('Guitar');
    await p.updateMyProfile({ interests: [guitar] });
    expect((await saved()).interests).toEqual([{ id: guitar, name: 'Guitar' }]);
    expect(await refusalCode(p.updateMyProfile({ interests: [guitar, 2 ** 40] }))).toBe('skill_unknown');
  });

  test('lengths have their bounds: 10,000 characters are refused', async () => {
    const p = await profile();
    const long = 'a'.repeat(10_000);
    for (const given of [{ bio: long }, { headline: long }, { location: long }, { languages: [long] }])
      expect(await refusalCode(p.updateMyProfile(given))).toBe('invalid_input');
  });
});

describe('a picture', () => {
  test('is one of the chats’, written as browsers read it; what is kept from before is shown to nobody', async () => {
    const p = await profile();
    await p.updateAvatar({ avatarUrl: ' https://cdn.discordapp.com/a b\u0000.png ' });
    expect((await saved()).avatarUrl).toBe('https://cdn.discordapp.com/a%20b%00.png');
    const old = { where: { userId: ana.userId }, data: { avatarUrl: 'https://evil.example/look.png' } };
    await core.services.database.prisma.extendedProfile.update(old);
    expect((await saved()).avatarUrl).toBeNull();
  });

  test.each([
    'javascript:alert(1)',
    'https://169.254.169.254/latest',
    'https://example.org/a.png',
    'http://cdn.discordapp.com/a.png',
    'data:image/png;base64,AAAA',
    'https://me:secret@example.org/a.png',
    'a.png',
    '',
  ])('"%s" is refused', async (avatarUrl) => {
    expect(await refusalCode((await profile()).updateAvatar({ avatarUrl }))).toBe('invalid_input');
  });
});

describe('when somebody has time', () => {
  test('is kept in their own zone; what is not said stays', async () => {
    const p = await profile();
    await p.updateAvailability({
      timezone: ' Asia/Kathmandu ',
      preferredTimeStart: '9:30',
      preferredTimeEnd: '02:00',
      daysAvailable: [6, 0, 6],
    });
    const kept = { from: '09:30', to: '02:00', days: [0, 6], isFlexible: true };
    expect((await saved()).availability).toEqual({ timezone: 'Asia/Kathmandu', ...kept });
    await p.updateAvailability({ timezone: 'Europe/Lisbon' });
    expect((await saved()).availability).toEqual({ timezone: 'Europe/Lisbon', ...kept });
    expect((await ana.actor()).timezone).toBe('Europe/Lisbon');
  });

  test.each(['+05:45', 'Lisbon', '', 'a'.repeat(10_000)])('the zone "%.20s" is refused', async (timezone) => {
    expect(await refusalCode((await profile()).updateAvailability({ timezone }))).toBe('time_zone_unknown');
  });

  test.each(['24:00', '9', '9:5', 'noon', '09:30:15'])('the time "%s" is refused', async (preferredTimeStart) => {
    const call = (await profile()).updateAvailability({ timezone: 'UTC', preferredTimeStart });
    expect(await refusalCode(call)).toBe('invalid_input');
  });
});
