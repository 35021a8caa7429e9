// The fixed phrases of web pages, English and Chinese, by which leftovers.cc knows what is no article.
//
// Lower case; compared without case. Data, not rules: a phrase belongs here when many sites use it.
// Immutable, share freely.
#pragma once

#include <string_view>

namespace meridian::indexer::clean {

// clang-format off
// Lines that are nothing else.
inline constexpr std::string_view kWholeLines[] = {
    "continue reading", "read more", "read on", "keep reading", "read the full article", "read the full story",
    "read full article", "read the original article", "read the original", "view original", "source link", "menu",
    "main menu", "search", "home", "share", "share this", "share this article", "share article", "share this story",
    "tweet", "pin it", "print", "print this page", "print this article", "email", "email this", "save", "listen",
    "back to top", "top", "previous", "next", "previous post", "next post", "previous article", "next article",
    "advertisement", "advertisements", "advertising", "sponsored", "sponsored content", "log in", "login", "sign in",
    "sign up", "register", "subscribe", "subscribe now", "close", "×", "x", "more", "view all", "see all",
    "show more", "load more", "loading", "cookie settings", "accept", "accept all", "accept all cookies",
    "accept cookies", "reject all", "toggle navigation", "open menu", "close menu", "newsletter", "download pdf",
    "facebook", "twitter", "linkedin", "instagram", "youtube", "pinterest", "whatsapp", "reddit", "copy link",
    "link copied", "privacy policy", "terms of use", "terms and conditions", "contact us", "about us", "site map",
    "sitemap", "related", "follow us", "watch", "click to enlarge", "enlarge image", "view gallery", "share on",
    "share via", "阅读全文", "继续阅读", "查看全文", "展开全文", "阅读原文", "分享", "收藏", "点赞", "在看", "打印", "打印本页", "关闭", "关闭窗口", "返回顶部",
    "返回首页", "首页", "登录", "注册", "菜单", "搜索", "广告", "更多", "评论", "扫一扫", "导航", "网站地图", "联系我们", "关于我们", "友情链接",
    "下载PDF", "字号", "大", "中", "小"};

// Beginnings of short lines.
inline constexpr std::string_view kBeginnings[] = {
    "skip to ", "jump to ", "continue reading the ", "continue reading below", "story continues below",
    "article continues below", "follow us", "follow @", "share on ", "share this ", "share via ", "tweet this",
    "click here", "click to ", "previous:", "next:", "previous post:", "next post:", "see also:", "related:",
    "read also:", "also read:", "read more:", "read next:", "more:", "more from ", "filed under", "tagged",
    "posted in", "tags:", "category:", "categories:", "sign up for ", "subscribe to ", "this website uses cookies",
    "this site uses cookies", "we use cookies", "by continuing to ", "download our app", "get our app", "copyright ©",
    "copyright (c)", "©", "photo credit", "image credit", "photo:", "image:", "image source", "join our ",
    "support our ", "上一篇", "下一篇", "责任编辑", "责编", "编辑：", "编辑:", "校对：", "审核：", "扫码", "扫描二维码", "扫描上方", "扫描下方", "长按",
    "微信扫", "关注我们", "关注公众号", "点击上方", "点击下方", "点击关注", "分享到", "版权所有", "本网站使用", "欢迎关注", "欢迎转发", "浏览次数", "阅读次数", "点击数",
    "字体："};

// Headings of what stands behind an article.
inline constexpr std::string_view kAppendices[] = {
    "related articles", "related posts", "related stories", "related content", "related news", "related reading",
    "related topics", "you may also like", "you might also like", "you might also enjoy", "recommended for you",
    "recommended reading", "recommended articles", "more stories", "most read", "most popular", "trending now",
    "popular posts", "recent posts", "latest posts", "latest news", "leave a comment", "leave a reply",
    "post a comment", "add a comment", "join the conversation", "join the discussion", "view comments",
    "show comments", "comments", "follow us", "our newsletter", "相关阅读", "相关文章", "相关新闻", "相关推荐", "推荐阅读", "延伸阅读",
    "热门文章", "最新文章", "猜你喜欢", "发表评论", "网友评论", "评论区"};

// Anywhere in a notice behind an article.
inline constexpr std::string_view kNotices[] = {
    "registered trademark", "sole property of", "all rights reserved", "privacy policy", "terms & conditions",
    "terms and conditions", "terms of service", "terms of use", "affiliate link", "affiliate commission",
    "small commission", "earn a commission", "may earn commission", "used by permission", "used with permission",
    "not a substitute for", "not intended to be a substitute", "informational purposes only",
    "information purposes only", "educational purposes only", "not intended to diagnose",
    "not constitute medical advice", "views expressed", "版权归", "侵删", "联系删除", "不构成", "仅供参考", "未经授权", "未经许可", "禁止转载",
    "转载请注明", "转载须", "扫码", "公众号"};

// Words for what a person is, in biographies and bylines.
inline constexpr std::string_view kPositions[] = {
    "professor", "lecturer", "researcher", "research fellow", "research associate", "fellow", "reader in",
    "phd candidate", "phd student", "doctoral", "postdoctoral", "scientist", "director", "dean", "head of",
    "chair of", "author", "writer", "journalist", "editor", "reporter", "correspondent", "columnist", "blogger",
    "physician", "doctor", "surgeon", "nurse", "dietitian", "nutritionist", "therapist", "physiotherapist",
    "psychologist", "specialist", "coach", "trainer", "instructor", "consultant", "founder", "expert", "engineer",
    "freelance", "graduate of", "student"};
// clang-format on

}  // namespace meridian::indexer::clean
