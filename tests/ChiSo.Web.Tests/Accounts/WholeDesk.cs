using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.Rounds;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.People;
using ChiSo.Web.Tests.House;
using ChiSo.Web.Tests.Surveys;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The demo with everybody's work done and one of each thing that has an address, so that there is something behind every cell of the desk.</summary>
public class WholeDesk : SurveyPages
{
    /// <summary>What stands in the addresses and fields of cells for what is only known once it was made, such as <c>{evidence}</c>.</summary>
    private readonly Dictionary<string, string> made = [];

    /// <summary>Who appraises what in the first block.</summary>
    public AppraiserMap Map { get; private set; } = null!; // set before any test runs

    internal PageLoader Loader => Services.GetRequiredService<PageLoader>();

    internal IEnumerable<RouteEndpoint> Endpoints => Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    protected override bool OthersAtWork => true;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Change Change => Change.OnThisMachine(TimeProvider.System, "thử");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (await Installation.Preparation.RollOverAsync(Round, new(Cells.Prepared, Words.Same("Kỳ sắp tới"), "2025", new(2025, 1, 1), new(2025, 12, 31), Words.Same(""), "thử"), Change, Cancel)).Problems.ShouldBeEmpty();
        Map = (await Installation.Appraisers.ReadAsync(Round, Cancel)).ShouldNotBeNull().Map("departments").ShouldNotBeNull();
        made["account"] = $"{(await PersonAsync("kiemtoan")).Id:D}"; // the auditor's
        await using var file = new MemoryStream("%PDF-1.7 thử"u8.ToArray());
        var added = await Installation.Evidence.AddAsync(new(new(Round, "departments", "noivu", Application.Rounds.Stages.Self, new(Cells.Line)), "Báo cáo.pdf", "", null, "", "", "", SaysNotSecret: true), file, await PersonAsync("canbo"), Cancel);
        added.TryGet(out var evidence).ShouldBeTrue();
        made["evidence"] = $"{evidence!.Id:D}"; // got it just above
        DeclarationFile.Read(Repository.PathOf("data/questionnaires/example-survey.json")).TryGet(out var survey).ShouldBeTrue();
        var today = VietnamTime.Today(TimeProvider.System);
        var asking = survey! with { Declaration = survey.Declaration with { Opens = today.AddDays(-1), Closes = today.AddDays(30), KeepUntil = today.AddDays(900) } }; // read just above
        (await Installation.Surveys.OpenAsync(asking, Change, Cancel)).Problems.ShouldBeEmpty();
        var proposed = await Installation.SurveyProposals.ProposeAsync(new(SurveyOpening.Fields("cho-duyet"), survey.Form), mends: null, await PersonAsync("khaosat"), Cancel);
        proposed.TryGet(out var proposal).ShouldBeTrue();
        made["proposal"] = $"{proposal!.Id:D}"; // proposed just above
        await FieldPages.HireAsync(this, Cells.FieldSurvey, Cells.FieldArea);
        (await Installation.Questionnaires.StartAsync(survey.Form, Change, Cancel)).Problems.ShouldBeEmpty();
        await DemoTwoLevels.MakeAsync(Installation, Cancel);
        await ClosedAsync(Things.Closed);
        var (pictured, _) = await ClosePicturedAsync(Installation, Things.Pictured);
        made["pictured"] = (await Installation.Reviewing.ReadAsync(pictured, Cancel)).Answers[0].Sign;
        await Things.MakeAsync(this, made);
    }

    /// <summary>Does what a cell says, with the address and the fields of what was made.</summary>
    internal Task<HttpResponseMessage> AskAsync(Visitor visitor, string token, Cell cell, string unit)
    {
        var path = Filled(cell.PathOf(unit));
        return cell.Handler == "GET" ? visitor.GetAsync(path) : visitor.SendAsync(path, token, cell.FieldsOf(unit).ToDictionary(one => one.Key, one => Filled(one.Value)));
    }

    /// <summary>These stages are open in every round, no other is.</summary>
    internal async Task OpenStagesAsync(params string[] open)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var dates = EveryCellTests.Stages.Select(stage => open.Contains(stage) ? new SetWindow(stage, now.AddDays(-1), now.AddDays(1)) : new SetWindow(stage, now.AddDays(-3), now.AddDays(-2)));
        foreach (var round in await Installation.Live.ListAsync(Cancel))
            (await Installation.Calendar.SetAsync(round.Code, [.. dates.Where(window => round.Stages.Contains(window.Stage))], Change, Cancel)).Problems.ShouldBeEmpty();
    }

    internal string Filled(string text) => made.Aggregate(text, (filled, one) => filled.Replace($"{{{one.Key}}}", one.Value, StringComparison.Ordinal));
}
