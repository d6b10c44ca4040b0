using System.Net;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>What <see cref="EveryCellTests"/> forbids to others is really there: whoever may, does it, and it changes something.</summary>
public sealed class AllowedCellTests(WholeDesk pages) : IClassFixture<WholeDesk>
{
    private const string Visit = "/desk/fieldwork/{survey}/{area}/visits/{invited:guid}";
    private const string Form = "/desk/surveys/{survey}/paper/forms/{number}";
    private const string Evidence = "/desk/{round}/{block}/{unit}/{stage}/{field}/{line}";

    [Theory]
    [InlineData("dieutravien", Visit, "GET", false)] // of what is opened only the answer counts
    [InlineData("dieutravien", Visit, "Begin", false)]
    [InlineData("dieutravien", Visit, "Record", true)]
    [InlineData("dieuphoi", "/desk/fieldwork/{survey}/{area}/handover-{number:int}.docx", "GET", false)]
    [InlineData("khaosat", Form, "GET", false)]
    [InlineData("khaosat", Form, "Settle", true)]
    [InlineData("khaosat", Form, "Withdraw", true)]
    [InlineData("khaosat", "/desk/survey-tables/{table}", "GET", false)]
    [InlineData("uyvien", "/desk/{round}/{block}/council/notice.docx", "GET", false)]
    [InlineData("canbo", Evidence, "Reuse", true)]
    public async Task Whoever_may_does_it(string person, string route, string handler, bool changes)
    {
        var cell = Cells.All.Single(one => one.Route == route && one.Handler == handler);
        using var visitor = await pages.SignInAsync(person);
        var token = await visitor.TokenAsync("/desk");
        using var stored = new Stored(pages.Folder);
        var before = stored.Read();
        using var answer = await pages.AskAsync(visitor, token, cell, cell.Units.First());
        answer.StatusCode.ShouldBe(handler == "GET" ? HttpStatusCode.OK : HttpStatusCode.Redirect, cell.ToString());
        if (handler != "GET")
            stored.Read().Except(before).Any().ShouldBe(changes, cell.ToString());
    }

    [Fact]
    public async Task Evidence_of_another_unit_is_not_used_again()
    {
        var cell = Cells.All.Single(one => one.Route == Evidence && one.Handler == "Reuse");
        using var officer = await pages.SignInAsync("canbo");
        var token = await officer.TokenAsync("/desk");
        using var stored = new Stored(pages.Folder);
        var before = stored.Read();
        using var answer = await pages.AskAsync(officer, token, cell with { Fields = [("id", "{others}")] }, cell.Units.First());
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        stored.Read().Except(before).ShouldBeEmpty();
    }
}
