/** Files that the bundler turns into a URL or a style sheet. */
declare module "*.svg" {
  const url: string;
  export default url;
}
/** A sheet of one kind of page: its address. */
declare module "*.page.css" {
  const url: string;
  export default url;
}
declare module "*.css";
