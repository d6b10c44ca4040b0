using ChiSo.Application.Appraisal;
using ChiSo.Engine;

namespace ChiSo.Web.Appraisal;

/// <summary>Where the pages of an appraisal lie.</summary>
public static class ReviewAddress
{
    public static string Of(string round, string block, string stage) => $"/desk/{round}/{block}/review/{stage}";

    public static string Of(Review review) => Of(review.Round.Code, review.Block.Code, review.Stage);

    public static string OfCriterion(Review review, CriterionCode criterion) => $"{Of(review)}/{Uri.EscapeDataString(criterion.Value)}";

    public static string OfUnit(Review review, string unit) => $"{Of(review)}/unit/{Uri.EscapeDataString(unit)}";
}

/// <summary>Where an agency's files of figures lie.</summary>
public static class FigureAddress
{
    public static string Of(Guid upload) => $"/desk/figure-uploads/{upload:D}";

    public static string TemplateOf(Review review) => ReviewAddress.Of(review) + "/figures.xlsx";
}
