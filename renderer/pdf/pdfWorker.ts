// Reads PDFs of others, apart from the page: bundled like every worker of ours, and ended with its document.
import 'pdfjs-dist/build/pdf.worker.min.mjs';
