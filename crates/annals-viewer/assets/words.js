// Numbers, and words whose form goes by one, in the language of the page. The page holds the words:
// `{"one":"{count} entry","other":"{count} entries"}`.

const page = () => document.documentElement;

/// A number as the page prints them.
export const grouped = (number) => number.toLocaleString(page().dataset.numbers);

/// The words for so many.
export function counted(words, count) {
  const forms = JSON.parse(words);
  const category = new Intl.PluralRules(page().lang).select(count);
  const form = forms[`=${count}`] ?? forms[category] ?? forms.other;
  return form.replace("{count}", grouped(count));
}
