import { useWords } from '../../words/use-words.ts';
import styles from './echo-field.module.css';

/** Where the teacher's dot is, in a frame of this size; the learner's is opposite. */
type Shape = { width: number; height: number; x: number; y: number };

/** Beside the words on a wide screen, below them on a narrow one: the card leaves room at other edges. */
const shapes = {
  wide: { width: 640, height: 560, x: 40, y: 500 },
  tall: { width: 360, height: 600, x: 36, y: 556 },
} satisfies Record<string, Shape>;

const radii = [56, 112, 168, 224, 280, 336, 392, 448, 504, 560];
/** Degrees beyond the quarter circle at both ends: an echo reaches a little around the corner. */
const BEYOND = 9;

/** An arc around the dot that opens to the upper right, as in the sign. */
function arc({ x, y }: Shape, radius: number): string {
  const point = (degrees: number) => {
    const angle = (degrees * Math.PI) / 180;
    return `${(x + radius * Math.cos(angle)).toFixed(1)} ${(y - radius * Math.sin(angle)).toFixed(1)}`;
  };
  return `M${point(90 + BEYOND)}A${radius} ${radius} 0 0 1 ${point(-BEYOND)}`;
}

function Echo({ kind, shape }: { kind: 'teach' | 'learn'; shape: Shape }) {
  // The learner's echo is the teacher's, turned around: it answers.
  const turn = kind === 'learn' ? `rotate(180 ${shape.width / 2} ${shape.height / 2})` : undefined;
  return (
    <g className={styles[kind]} transform={turn}>
      <circle cx={shape.x} cy={shape.y} r="26" className={styles.halo} />
      <circle cx={shape.x} cy={shape.y} r="14" />
      {radii.map((radius) => (
        <path key={radius} d={arc(shape, radius)} />
      ))}
    </g>
  );
}

/** Two echoes that meet: teaching in coral from below, learning in teal from above. The words name the colours. */
export function EchoField({ form }: { form: keyof typeof shapes }) {
  const { t } = useWords();
  const shape = shapes[form];
  const { width, height, x, y } = shape;
  return (
    <svg className={`${styles.field} ${styles[form]}`} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <Echo kind="teach" shape={shape} />
      <Echo kind="learn" shape={shape} />
      <text className={styles.teach} x={x - 26} y={y + 52}>
        {t('example.teaching')}
      </text>
      <text className={styles.learn} x={width - x + 26} y={height - y - 40} textAnchor="end">
        {t('example.learning')}
      </text>
    </svg>
  );
}
