// The parts of pdf.js that draw pages, and nothing of its viewer, forms or scripting.
export { AnnotationMode, GlobalWorkerOptions, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
