import { configure } from '@testing-library/react';

// For what hangs, not for what is slow: on two busy cores a first render of the whole inbox takes longer than the library's second.
configure({ asyncUtilTimeout: 15_000 });
