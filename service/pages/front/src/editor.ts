// The editor of the page to ask on.
export {};
