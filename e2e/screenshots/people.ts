/** Who comes to the shop in the pictures, and what about. */
export const people = [
  { name: 'Ada Aasen', lang: 'nb', asks: 'Hei! Hvor blir det av pakken min? Ordre 48213.' },
  { name: 'Cecilia Lund', lang: 'en', asks: 'Does the Dovre sweater run small? I am between M and L.' },
  { name: 'Elin Bergström', lang: 'sv', asks: 'Jag vill byta storlek på vantarna.' },
  { name: 'Frederik Holm', lang: 'da', asks: 'Hvad koster det at sende et tæppe til Aarhus?' },
  { name: 'Gro Haugen', lang: 'nb', asks: 'Kan dere reparere en lue med hull?' },
  { name: 'Ida Nilsen', lang: 'nb', asks: 'Genseren min krympet i vask. Kan den reddes?' },
] as const;
