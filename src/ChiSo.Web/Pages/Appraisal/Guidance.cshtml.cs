using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The scoring guide of a round, criterion by criterion, with questions that wait for an answer on top. Everybody who is signed in reads it.</summary>
public sealed class GuidancePage(Installation installation, Texts texts) : DeskPage
{
    public GuidanceBoard Guidance { get; private set; } = null!; // set before the page is rendered

    /// <summary>The block whose criteria are listed.</summary>
    public AppraiserMap Map { get; private set; } = null!; // likewise

    /// <summary>Questions without an answer that this person answers or asked, oldest first.</summary>
    public IEnumerable<(CriterionQuestion Question, CriteriaNode Node)> Waiting => Guidance.Questions
        .Where(question => question.AnsweredAt is null && Guidance.KnowsWhoAsked(Person, question))
        .Select(question => (question, Guidance.Find(question.Criterion)?.Node)).Where(row => row.Node is not null).Select(row => (row.question, row.Node!)); // filtered just before

    public async Task<IActionResult> OnGetAsync(string round, string? block, CancellationToken cancel)
    {
        if (await installation.GuidanceDesk.ReadAsync(round, cancel) is not { Board.Maps.IsEmpty: false } guidance)
            return NotFound();
        Guidance = guidance;
        var maps = guidance.Board.Maps;
        Map = maps.FirstOrDefault(map => map.Block.Code == block) ?? maps.FirstOrDefault(map => Person.Mandates.Any(mandate => map.Block.Unit(mandate.Unit) is not null)) ?? maps[0];
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Guidance_Title"]} · {texts.Say(guidance.Board.Round.Name)}", [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }

    public string NameOf(string unit) => texts.Say(Guidance.Board.Agencies.NameOf(unit));
}
