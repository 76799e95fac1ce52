import { useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import styles from './made-page.module.css';

interface Page {
  title: string;
  shapes: number;
  picture: string;
  drawing: string;
}

/** One page of the board as a picture; where it cannot be drawn as one, the way to the file of it. */
export function BoardPicture({ page, room }: { page: Page; room: string }) {
  const { title, shapes, picture, drawing } = page;
  const { t } = useWords();
  const [failed, setFailed] = useState<{ picture: string; isTooLarge: boolean } | null>(null);
  const alt = t('made.picture', { title, count: shapes });
  // Addresses are renewed: another one may be tried again.
  const isFailed = failed?.picture === picture;
  const onError = async () => setFailed({ picture, isTooLarge: await isTooLarge(picture) });
  return (
    <figure>
      {isFailed ? (
        <p className={styles.quiet} role="status">
          {t(failed.isTooLarge ? 'made.too-large' : 'made.no-picture')}
        </p>
      ) : (
        <img src={picture} alt={alt} loading="lazy" className={styles.picture} onError={() => void onError()} />
      )}
      <figcaption>
        <span>{alt}</span>
        {isFailed ? null : (
          <a href={picture} download={`${room} ${title}.png`}>
            {t('made.save-picture')}
          </a>
        )}
        <a href={drawing} download>
          {t('made.save-file')}
        </a>
      </figcaption>
    </figure>
  );
}

/** Why there is no picture: an img element does not say. */
async function isTooLarge(picture: string): Promise<boolean> {
  try {
    const response = await fetch(picture);
    return !response.ok && (await response.json()).error.code === 'picture_too_large';
  } catch {
    return false;
  }
}
