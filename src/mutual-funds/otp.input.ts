import { Field, ID, InputType } from 'type-graphql';

@InputType('RequestMutualFundOtpInput', {
  description: 'Whom to send a code. Personal data, which is sent to Gateway and neither stored nor logged.',
})
export class RequestMutualFundOtpInput {
  @Field(() => ID, {
    description: 'An MF_HOLDINGS_IMPORT transaction of the viewer, by its global id or Gateway’s id.',
  })
  transactionId!: string;

  @Field(() => String, { description: 'The investor’s PAN, upper case.' })
  pan!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Mobile number with country code, such as `+919876543210`. ' +
      'Exactly one of this and `email` is required.',
  })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address. Exactly one of this and `phone` is required.',
  })
  email?: string | null;
}

@InputType('VerifyMutualFundOtpInput', {
  description:
    'The code that the user received, with what it was requested for. ' +
    'Personal data, which is sent to Gateway and neither stored nor logged.',
})
export class VerifyMutualFundOtpInput extends RequestMutualFundOtpInput {
  @Field(() => String, { description: 'The code: six digits.' })
  otp!: string;
}
