using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>A survey as people meet it.</summary>
/// <param name="Form">As it is answered about one unit.</param>
/// <param name="Hash">Of what it declares and asks.</param>
/// <param name="IsClosed">For good, by somebody.</param>
public sealed record LiveSurvey(Guid Id, SurveyDeclaration Declaration, Questionnaire Form, string Hash, bool IsClosed)
{
    public string Code => Declaration.Code;

    public Words Title => Form.Say(Form.Title);

    /// <summary>What is filled in where one form is about several units: the same questions, those about a unit in a repeat. Else the questionnaire itself.</summary>
    public Questionnaire Sheet { get; init; } = Form;

    /// <summary>Whether answers are taken on this day.</summary>
    public bool TakesAnswers(DateOnly today) => !IsClosed && today >= Declaration.Opens && today <= Declaration.Closes;
}
