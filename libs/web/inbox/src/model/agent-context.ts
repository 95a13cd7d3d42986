import { createContext, useContext } from 'react';

export interface Agent {
  readonly id: string;
  readonly name: string;
}

export const AgentContext = createContext<Agent | null>(null);

/** Who is signed in. The inbox is never drawn without somebody. */
export const useAgent = (): Agent => {
  const agent = useContext(AgentContext);
  if (agent === null) throw new Error('The inbox needs an AgentContext above it');
  return agent;
};
