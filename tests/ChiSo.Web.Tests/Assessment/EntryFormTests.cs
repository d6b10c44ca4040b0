using ChiSo.Engine;
using ChiSo.Web.Assessment;
using Microsoft.AspNetCore.Http;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>Which lines a form holds.</summary>
public sealed class EntryFormTests
{
    private static readonly CriteriaNode Node = new() { Code = new("1.2"), Number = new("1.2"), Name = Words.Same("dòng"), Max = new(1), Scoring = new() { SuppliedBy = Supplier.Unit, Rule = new ScoringRule.YesNo(null, new(0)) } };

    [Theory]
    [InlineData("seen.1.2", true)]
    [InlineData("reason.1.2", true)]
    [InlineData("evidence.1.2", true)]
    [InlineData("e.1.2.answer", true)]
    [InlineData("seen.1.1.2", false)]
    [InlineData("e.1.1.2.answer", false)]
    [InlineData("shown.1.2", false)]
    [InlineData("line", false)]
    public void A_line_is_sent_when_a_field_of_its_own_is(string field, bool sent) => EntryForm.IsSent(Node, new FormCollection(new() { [field] = "1" })).ShouldBe(sent);
}
