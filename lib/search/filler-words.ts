/** Words that say nothing about what is looked for: they are left out, unless nothing else was typed. Small, umlauts as they are. */
export const fillerWords: ReadonlySet<string> = new Set(
  `aber als also am an auch auf aus bei beim bis da damit das dass dein deine dem den denn der des die dies diese diesem diesen dieser dieses
  doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen hier hin ich ihm ihn ihnen ihr ihre im in indem ins
  ist jede jedem jeden jeder jedes kein keine können man mein meine mich mir mit nach nicht noch nun nur ob oder ohne sehr sein seine sich
  sie sind so soll sollte über um und uns unser unsere unter viel vom von vor war was weil welche welcher welches wenn wer werden wie wir
  wird wo zu zum zur zwischen`.split(/\s+/),
)
