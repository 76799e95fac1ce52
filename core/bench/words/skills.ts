import { shippedTree } from '../../../test/skill-tree.ts';
import { readSkills } from '../../src/skills/rules/read-skill.ts';
import { type Answered, apart, readLabels } from './labels.ts';

/** The first skill, or skills joined by "+", that each query is answered with. */
export function skillsAnswers() {
  const tree = shippedTree();
  const answered = readLabels('skills.tsv').map((label): Answered => {
    const answer = readSkills(tree, label.typed)
      .flatMap(({ reading }) => reading.rows[0]?.slug ?? [])
      .join('+');
    const isRight = answer === '' ? label.right.length === 0 : label.right.includes(answer);
    return { ...label, answer: answer || null, isRight };
  });
  return apart(answered);
}
