using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class OutcomeRateTests
{
    /// <summary>Twelve people: 4 complete, 2 partial, 1 refused, 1 not reached, 1 other, 2 unknown, 1 not eligible; e = 9 ÷ 10, so 10.8 stand below where it counts.</summary>
    private static readonly OutcomeCounts Twelve = new([4, 2, 1, 1, 1, 2, 1]);

    [Theory]
    [InlineData("RR1", 4 / 11.0)]
    [InlineData("RR2", 6 / 11.0)]
    [InlineData("RR3", 4 / 10.8)]
    [InlineData("RR4", 6 / 10.8)]
    [InlineData("RR5", 4 / 9.0)]
    [InlineData("RR6", 6 / 9.0)]
    [InlineData("COOP1", 4 / 8.0)]
    [InlineData("COOP2", 6 / 8.0)]
    [InlineData("COOP3", 4 / 7.0)]
    [InlineData("COOP4", 6 / 7.0)]
    [InlineData("REF1", 1 / 11.0)]
    [InlineData("REF2", 1 / 10.8)]
    [InlineData("REF3", 1 / 9.0)]
    [InlineData("CON1", 8 / 11.0)]
    [InlineData("CON2", 8 / 10.8)]
    [InlineData("CON3", 8 / 9.0)]
    public void Rates_by_hand(string code, double rate) => Of(code).Of(Twelve).ShouldNotBeNull().ShouldBe(rate, 1e-12);

    [Fact]
    public void Every_rate_of_the_source_is_there_once() =>
        OutcomeRate.All.Select(rate => rate.Code).ShouldBe(["RR1", "RR2", "RR3", "RR4", "RR5", "RR6", "COOP1", "COOP2", "COOP3", "COOP4", "REF1", "REF2", "REF3", "CON1", "CON2", "CON3"]);

    [Fact]
    public void Another_share_of_eligible_people_may_be_given() => Of("RR4").Of(Twelve, 0.5).ShouldNotBeNull().ShouldBe(6 / 10.0, 1e-12);

    [Fact]
    public void A_rate_of_nobody_is_undefined_and_so_is_one_that_needs_an_unknown_share()
    {
        Of("COOP1").Of(new([0, 0, 0, 5, 0, 0, 0])).ShouldBeNull();
        Of("RR1").Of(new([0, 0, 0, 0, 0, 5, 0])).ShouldBe(0);
        Of("RR3").Of(new([0, 0, 0, 0, 0, 5, 0])).ShouldBeNull("nobody's eligibility is known");
    }

    [Fact]
    public void A_rate_tells_nothing_of_parts_it_treats_alike()
    {
        Of("RR1").IsBlindTo([Outcome.Refusal, Outcome.NonContact, Outcome.Other, Outcome.Unknown]).ShouldBeTrue();
        Of("RR5").IsBlindTo([Outcome.Refusal, Outcome.Unknown]).ShouldBeFalse();
        Of("RR3").IsBlindTo([Outcome.Refusal, Outcome.Unknown]).ShouldBeFalse();
        Of("RR5").IsBlindTo([Outcome.Unknown, Outcome.NotEligible]).ShouldBeTrue();
        Of("RR3").IsBlindTo([Outcome.Unknown, Outcome.NotEligible]).ShouldBeFalse("e is made of those not eligible");
        Of("REF3").IsBlindTo([Outcome.Refusal, Outcome.Other]).ShouldBeFalse();
        Of("COOP1").IsBlindTo([Outcome.Refusal]).ShouldBeTrue();
    }

    private static OutcomeRate Of(string code) => OutcomeRate.All.Single(rate => rate.Code == code);
}
