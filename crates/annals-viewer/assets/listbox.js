// Options beneath a field, of which at most one is the active one; the focus stays in the field.

/// The options of `list`, the active one, and what makes another one, or none, the active one.
export const listbox = (field, list) => {
  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");
  const activate = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  return { options, active, activate };
};
