using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Web.Language;
using ChiSo.Web.Surveys.Fieldwork;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Areas of a survey's fieldwork, for its manager: whom each holds, and what is wanted of it.</summary>
public sealed class SurveyAreasPage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    public ImmutableArray<FieldArea> Areas { get; private set; } = [];

    public ImmutableDictionary<Guid, int> Invited { get; private set; } = ImmutableDictionary<Guid, int>.Empty;

    /// <summary>People invited who belong to no area.</summary>
    public int InNone { get; private set; }

    /// <summary>What was typed, shown again after a problem; <c>null</c> otherwise.</summary>
    public DeclareArea? Typed { get; private set; }

    /// <summary>Questions quotas may be set by, each with its choices.</summary>
    public string Categories => string.Join("; ", Live.Form.Questions().Where(question => FieldQuota.IsCategory(Live.Form, question)).Select(question => $"{question.Name} ({string.Join(", ", (Live.Form.List(question.List)?.Choices ?? []).Select(choice => choice.Name))})"));

    /// <summary>An empty form.</summary>
    public static DeclareArea New { get; } = new("", "", "", "", 0);

    /// <summary>An area as the form shows it: as typed where that was refused.</summary>
    public DeclareArea FormOf(FieldArea area) => Typed is { Seen: > 0 } typed && typed.Code == area.Code ? typed : new(area.Code, area.Name, area.Groups, area.Quotas, area.Version);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? code, string? name, string? groups, string? quotas, int seen, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        Typed = new(code ?? "", name ?? "", groups ?? "", quotas ?? "", seen);
        var declared = await Installation.FieldAreas.DeclareAsync(Survey, Typed, Person, cancel);
        return declared.TryGet(out _) ? LocalRedirect($"/desk/surveys/{Survey}/areas") : Refused(FieldTexts.Placed(declared.Problems, Said, ("code", "Areas_Code"), ("name", "Areas_Name"), ("groups", "Areas_Groups"), ("quotas", "Areas_Quotas")));
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Areas_Title"], cancel))
            return false;
        Areas = await Installation.FieldAreas.ListAsync(Live, cancel);
        (Invited, InNone) = await Installation.FieldAreas.CountAsync(Live, Areas, cancel);
        return true;
    }
}
