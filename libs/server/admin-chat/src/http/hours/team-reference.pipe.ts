import { Injectable, type PipeTransform } from '@nestjs/common';
import { Refusal } from '@parley/platform';
import { isUUID } from 'class-validator';

/** `:team` of a route: what is no id is the id of nothing. */
@Injectable()
export class TeamReferencePipe implements PipeTransform<string, string> {
  transform(reference: string): string {
    if (!isUUID(reference)) throw new Refusal('TEAM_NOT_FOUND');
    return reference.toLowerCase();
  }
}
