// Jest stands this in for style sheets, which mean nothing outside a browser.
export default {};
