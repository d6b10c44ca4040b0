using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;

namespace ChiSo.Web.Pages;

/// <summary>A page about the paper forms of one survey, for those who key them or settle what differs.</summary>
public abstract class PaperPage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    public bool MayKey => Person.May(Act.KeyForms, new());

    public bool MaySettle => Person.May(Act.SettleForms, new());

    /// <summary>The list of the survey's forms.</summary>
    public string Home => $"/desk/surveys/{Survey}/paper";

    protected override bool MayRead => MayKey || MaySettle;

    protected override ImmutableArray<Crumb> CrumbsTo(string name, bool isFirst)
    {
        ImmutableArray<Crumb> crumbs = Person.May(Act.ReadSurveys, new()) ? base.CrumbsTo(name, isFirst: false) : [new(Said["Desk_Title"], "/desk"), new(Said["Paper_Title"], "/desk/paper")];
        return isFirst ? crumbs : crumbs.Add(new(Said["Paper_Title"], Home));
    }
}
