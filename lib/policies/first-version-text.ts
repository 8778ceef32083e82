/** Text of version 1: Markdown with placeholders, paragraph by paragraph in the order of the promises. */
export const firstVersionText = `# Datenschutzerklärung
`
