import { Injectable } from '@nestjs/common';
import type { DeliveryReport } from '../domain/delivery-report.js';

export type ReportResult = 'applied' | 'ignored' | 'unknown-message';

@Injectable()
export class RecordDeliveryReports {
  apply(_reports: readonly DeliveryReport[]): Promise<ReportResult[]> {
    throw new Error('being built');
  }
}
