using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results.Editing;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Rounds;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A page that changes the criteria set of a round being prepared.</summary>
public abstract class SetEditingPage(Installation installation, TimeProvider clock, Texts texts) : PreparationPage(installation, clock)
{
    private PeopleNames names = PeopleNames.None;

    public EditedSet Edited { get; private set; } = null!; // set before the page is rendered

    /// <summary>Where the block's set is.</summary>
    public string Home => SetAddress.Of(Edited.Round.Code, Edited.Stored.Code);

    protected Texts Texts => texts;

    /// <summary>Whoever changed the draft last.</summary>
    public string LastBy => Edited.Draft is { } draft ? names.Of(draft.By) : "";

    protected async Task<bool> ReadAsync(string round, string block, string title, CancellationToken cancel)
    {
        if (!Person.May(Act.PrepareRound, new()) || await Installation.SetEditing.FindAsync(round, block, cancel) is not { } edited)
            return false;
        Edited = edited;
        if (edited.Draft is not null)
            names = await PeopleNames.ReadAsync(Installation, cancel);
        ViewData[PageFrame.Key] = new PageFrame($"{title} · {texts.Say(edited.Stored.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"), new(texts.Say(edited.Round.Name), $"/desk/rounds/{round}"), new(texts["Set_Title"], Home)], Person: Person);
        return true;
    }

    /// <summary>Back to an address when it was done, else the page as it is now, with what is wrong.</summary>
    protected async Task<IActionResult> AnswerAsync(Result<EditedSet> done, string back, Func<Task<bool>> again)
    {
        if (done.Problems.IsEmpty)
            return LocalRedirect(back);
        return await again() ? Refused(done.Problems) : NotFound();
    }
}
