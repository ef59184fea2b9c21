// The views of Explore.
export {};
