// What people say around a skill: "I want to learn guitar", "clases de guitarra", "piano for beginners".

const lead =
  /^(?:i(?:'d| would|'m| am)? (?:(?:really )?(?:want|like|love|need|wish|trying|hoping|learning)(?: to)?)|to|please|teach me|help (?:me )?with|learn(?:ing)?|study(?:ing)?|practi[cs](?:e|ing)|(?:improve|improving|fix|fixing) my|improve|improving|how (?:do|can) (?:i|you)|how to|how|basics of|the basics of|intro(?:duction)? to|lessons? (?:in|on|of)|(?:a )?class(?:es)? (?:in|on|of)|basic|basics|beginners?'?s?|intermediate|advanced|conversational|everyday|spoken|some|the|a|an|speak(?:ing)?|play(?:ing)?|do(?:ing)?|make|making|get (?:better|good) at|quiero|quisiera|queria|me gustaria|me interesa|deseo|necesito|aprender|estudiar|practicar|mejorar (?:mi|mis)|mejorar|ayuda (?:con|en)|ensename|a|hablar|tocar|jugar(?: al?| a la)?|hacer|saber|como|clases? (?:particulares |online )?(?:de|del)|curso (?:de|del)|lecciones de|nociones de|conceptos basicos de|introduccion (?:a|al|a la)|(?:un|una|el|la|los|las|lo|de|del|al)) /;
const trail =
  / (?:lessons?|class(?:es)?|courses?|tutorials?|tutoring|tutor|training|basics?|skills?|help|language|programming|development|coding|playing|stuff|for (?:beginners|kids|dummies|adults)|from scratch|101|fast|quickly|online|please|para principiantes|para ninos|desde cero|basic[oa]|avanzad[oa]|intermedi[oa]|principiantes?|rapido|en linea|[abc][12]|por favor)$/;

/** A text and what is left of it when words around the skill are taken off one by one, at most eight times. */
export function unframed(folded: string): string[] {
  const found = [folded];
  for (let times = 0; times < 8; times += 1) {
    const last = found.at(-1) ?? '';
    const shorter = [last.replace(lead, ''), last.replace(trail, '')].find((text) => text !== last && text.length > 0);
    if (shorter === undefined) break;
    found.push(shorter);
    // What stands behind may go too while what stands before stays: "play the guitar for beginners".
    const bare = last.replace(trail, '');
    if (bare !== last && bare !== shorter && bare.length > 0) found.push(bare);
  }
  return [...new Set(found)];
}
